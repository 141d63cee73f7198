/* What Linux and programs exchange: packed structures, bit-fields, flexible arrays, unions. */
#include <linux/bpf.h>
#include <linux/ethtool.h>
#include <linux/fuse.h>
#include <linux/if_packet.h>
#include <linux/input.h>
#include <linux/io_uring.h>
#include <linux/perf_event.h>
#include <linux/tcp.h>
#include <linux/usb/ch9.h>
#include <linux/videodev2.h>

struct perf_event_attr event;
struct io_uring_sqe submission;
struct tcp_info connection;
struct v4l2_format format;
struct usb_interface_descriptor interface;
