/* What programs see of OpenSSL: structures with padding, unions and function pointers. */
#include <openssl/asn1t.h>
#include <openssl/bn.h>
#include <openssl/evp.h>
#include <openssl/md5.h>
#include <openssl/sha.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>

SHA256_CTX sha256;
SHA512_CTX sha512;
MD5_CTX md5;
struct asn1_string_st string;
OSSL_PARAM parameters[4];
GENERAL_NAME name;
ASN1_TYPE type;
