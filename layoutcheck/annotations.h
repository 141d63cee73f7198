/* SPDX-License-Identifier: MIT
 *
 * What may share a cache line, said where the fields are declared. C99, C++11 and later, any
 * compiler. Only layoutcheck's own parser sees more than nothing, so that they change neither
 * layout nor code: clang's optimizer cannot see through an access to an annotated field.
 *
 *   struct LAYOUT_ISOLATED Ring {
 *     LAYOUT_GROUP(producer) alignas(64) std::atomic<std::size_t> tail;
 *     LAYOUT_GROUP(producer) std::size_t cached_head;
 *     LAYOUT_GROUP(consumer) alignas(64) std::atomic<std::size_t> head;
 *   };
 *
 * On a field the macro comes first in its declaration; on a type it follows `struct`, `class` or
 * `union`. To add a macro: define it here, teach contracts/ its word, and show it in the README.
 */
#ifndef LAYOUTCHECK_ANNOTATIONS_H
#define LAYOUTCHECK_ANNOTATIONS_H

#if !defined(LAYOUTCHECK_PARSER) /* which layoutcheck defines for the sources that it reads */
#define LAYOUTCHECK_ANNOTATE(...)
#elif defined(__cplusplus)
#define LAYOUTCHECK_ANNOTATE(...) [[clang::annotate("layoutcheck", __VA_ARGS__)]]
#else
#define LAYOUTCHECK_ANNOTATE(...) __attribute__((annotate("layoutcheck", __VA_ARGS__)))
#endif

/* Fields of one group may share a line. Different groups must be proved apart, unless roles
 * show that the writer of one is the only user of the other. */
#define LAYOUT_GROUP(name) LAYOUTCHECK_ANNOTATE("group", #name)

/* Roles are threads, or sets of threads that do not disturb each other; `*` is any thread. Fields
 * with the same roles form a group if none is named. */
#define LAYOUT_WRITTEN_BY(...) LAYOUTCHECK_ANNOTATE("written_by", #__VA_ARGS__)
#define LAYOUT_READ_BY(...) LAYOUTCHECK_ANNOTATE("read_by", #__VA_ARGS__)

/* Read-mostly fields may share a line with each other, never with a field that is steadily
 * written. Cold fields may share with each other and may not sit on a hot line. */
#define LAYOUT_READ_MOSTLY LAYOUTCHECK_ANNOTATE("read_mostly")
#define LAYOUT_COLD LAYOUTCHECK_ANNOTATE("cold")

/* On a field: a group of its own. On a type: the object owns its lines, at both edges. */
#define LAYOUT_ISOLATED LAYOUTCHECK_ANNOTATE("isolated")

/* On an array field: every element on lines of its own, at every index. On a type: so wherever it
 * is the element of an array. */
#define LAYOUT_ISOLATED_ELEMENTS LAYOUTCHECK_ANNOTATE("isolated_elements")

/* The exceptions, each with its reason. LAYOUT_MAY_SHARE stands on the type, LAYOUT_ALLOW on the
 * type or the field. */
#define LAYOUT_MAY_SHARE(group, other_group, reason) \
  LAYOUTCHECK_ANNOTATE("may_share", #group, #other_group, reason)
#define LAYOUT_ALLOW(rule, reason) LAYOUTCHECK_ANNOTATE("allow", #rule, reason)

/* On a type: the alignment in bytes that the storage of its objects guarantees, where that is not
 * the type's own (memory from a pool, a shared mapping, a buffer of char); or `malloc`, which means
 * 16, or `page`, 4096. */
#define LAYOUT_STORAGE(bytes) LAYOUTCHECK_ANNOTATE("storage", #bytes)

/* On a field: its offset in bytes. On a type: its size in bytes, its number of lines. */
#define LAYOUT_PIN(offset_bytes) LAYOUTCHECK_ANNOTATE("pin", #offset_bytes)
#define LAYOUT_MAX_SIZE(bytes) LAYOUTCHECK_ANNOTATE("max_size", #bytes)
#define LAYOUT_MAX_LINES(count) LAYOUTCHECK_ANNOTATE("max_lines", #count)

/* On a type: the bytes that it may lose to padding which no alignas asks for. */
#define LAYOUT_MAX_PADDING(bytes) LAYOUTCHECK_ANNOTATE("max_padding", #bytes)

/* On a type: it is sent or stored as it lies in memory, so nothing in it may be padding, a
 * bit-field, an address, or of a type whose size differs between platforms. */
#define LAYOUT_WIRE LAYOUTCHECK_ANNOTATE("wire")

#endif /* LAYOUTCHECK_ANNOTATIONS_H */
