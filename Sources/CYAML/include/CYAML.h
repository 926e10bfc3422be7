#ifndef CYAML_H
#define CYAML_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// libyaml's event parser behind plain structs: Swift sees no union and no array of libyaml's own.

/// The events of a stream, without those that carry nothing.
typedef enum cyaml_event_kind {
  CYAML_STREAM_END,
  CYAML_DOCUMENT_START,
  CYAML_DOCUMENT_END,
  CYAML_ALIAS,
  CYAML_SCALAR,
  CYAML_SEQUENCE_START,
  CYAML_SEQUENCE_END,
  CYAML_MAPPING_START,
  CYAML_MAPPING_END,
} cyaml_event_kind;

/// Code points from the start of the input, a line and a column from 0.
typedef struct cyaml_mark {
  size_t index;
  size_t line;
  size_t column;
} cyaml_mark;

/// One event. Its pointers live until the next call with the same parser.
typedef struct cyaml_event {
  cyaml_event_kind kind;
  cyaml_mark start;
  cyaml_mark end;
  /// A scalar's text; NULL for other events.
  const uint8_t *value;
  size_t length;
  /// The anchor's or the alias's name; NULL without one.
  const uint8_t *anchor;
  size_t anchor_length;
  /// The resolved tag (`tag:yaml.org,2002:int`); NULL without one.
  const uint8_t *tag;
  size_t tag_length;
  /// Whether a scalar's type follows from its text: plain style, or the tag `!`.
  bool plain_implicit;
  /// Whether a scalar's tag may be left out in a quoted style.
  bool quoted_implicit;
  /// A scalar in literal or folded style.
  bool is_block_scalar;
  /// A sequence or mapping in brackets or braces.
  bool is_flow;
} cyaml_event;

typedef enum cyaml_error_kind {
  CYAML_NO_ERROR,
  CYAML_MEMORY_ERROR,
  /// The bytes are no text that YAML allows; `offset` says where, marks are not set.
  CYAML_READER_ERROR,
  CYAML_SYNTAX_ERROR,
} cyaml_error_kind;

/// Why a parser stopped. The texts are libyaml's constants and live for ever; NULL where there is none.
typedef struct cyaml_error {
  cyaml_error_kind kind;
  const char *problem;
  cyaml_mark problem_mark;
  const char *context;
  cyaml_mark context_mark;
  /// For a reader error, the byte it is at.
  size_t offset;
} cyaml_error;

typedef struct cyaml_parser cyaml_parser;

/// A parser over UTF-8 bytes, which have to outlive it; NULL when there is no memory.
cyaml_parser *cyaml_parser_create(const uint8_t *bytes, size_t count);

void cyaml_parser_destroy(cyaml_parser *parser);

/// Reads the next event; false on an error, and for ever after one.
bool cyaml_parser_next(cyaml_parser *parser, cyaml_event *event);

/// The error that made `cyaml_parser_next` return false.
cyaml_error cyaml_parser_error(const cyaml_parser *parser);

#endif
