#include "CYAML.h"

#include <stdlib.h>
#include <string.h>
#include <yaml.h>

struct cyaml_parser {
  yaml_parser_t parser;
  yaml_event_t event;
  bool has_event;
};

static cyaml_mark mark_of(yaml_mark_t mark) {
  return (cyaml_mark){.index = mark.index, .line = mark.line, .column = mark.column};
}

static size_t length_of(const yaml_char_t *text) {
  return text == NULL ? 0 : strlen((const char *)text);
}

static void set_properties(cyaml_event *out, const yaml_char_t *anchor, const yaml_char_t *tag) {
  out->anchor = anchor;
  out->anchor_length = length_of(anchor);
  out->tag = tag;
  out->tag_length = length_of(tag);
}

static void set_scalar(cyaml_event *out, const yaml_event_t *event) {
  out->kind = CYAML_SCALAR;
  out->value = event->data.scalar.value;
  out->length = event->data.scalar.length;
  out->plain_implicit = event->data.scalar.plain_implicit != 0;
  out->quoted_implicit = event->data.scalar.quoted_implicit != 0;
  out->is_block_scalar = event->data.scalar.style == YAML_LITERAL_SCALAR_STYLE ||
                         event->data.scalar.style == YAML_FOLDED_SCALAR_STYLE;
  set_properties(out, event->data.scalar.anchor, event->data.scalar.tag);
}

/// Fills `out`; false for the events that are passed over.
static bool set_event(cyaml_event *out, const yaml_event_t *event) {
  memset(out, 0, sizeof *out);
  out->start = mark_of(event->start_mark);
  out->end = mark_of(event->end_mark);
  switch (event->type) {
  case YAML_STREAM_END_EVENT:
    out->kind = CYAML_STREAM_END;
    return true;
  case YAML_DOCUMENT_START_EVENT:
    out->kind = CYAML_DOCUMENT_START;
    return true;
  case YAML_DOCUMENT_END_EVENT:
    out->kind = CYAML_DOCUMENT_END;
    return true;
  case YAML_ALIAS_EVENT:
    out->kind = CYAML_ALIAS;
    set_properties(out, event->data.alias.anchor, NULL);
    return true;
  case YAML_SCALAR_EVENT:
    set_scalar(out, event);
    return true;
  case YAML_SEQUENCE_START_EVENT:
    out->kind = CYAML_SEQUENCE_START;
    out->is_flow = event->data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE;
    set_properties(out, event->data.sequence_start.anchor, event->data.sequence_start.tag);
    return true;
  case YAML_SEQUENCE_END_EVENT:
    out->kind = CYAML_SEQUENCE_END;
    return true;
  case YAML_MAPPING_START_EVENT:
    out->kind = CYAML_MAPPING_START;
    out->is_flow = event->data.mapping_start.style == YAML_FLOW_MAPPING_STYLE;
    set_properties(out, event->data.mapping_start.anchor, event->data.mapping_start.tag);
    return true;
  case YAML_MAPPING_END_EVENT:
    out->kind = CYAML_MAPPING_END;
    return true;
  case YAML_NO_EVENT:
    // libyaml answers so after the end of the stream.
    out->kind = CYAML_STREAM_END;
    return true;
  case YAML_STREAM_START_EVENT:
    return false;
  }
  return false;
}

cyaml_parser *cyaml_parser_create(const uint8_t *bytes, size_t count) {
  cyaml_parser *owner = calloc(1, sizeof *owner);
  if (owner == NULL) {
    return NULL;
  }
  if (!yaml_parser_initialize(&owner->parser)) {
    free(owner);
    return NULL;
  }
  yaml_parser_set_input_string(&owner->parser, bytes, count);
  yaml_parser_set_encoding(&owner->parser, YAML_UTF8_ENCODING);
  return owner;
}

void cyaml_parser_destroy(cyaml_parser *owner) {
  if (owner == NULL) {
    return;
  }
  if (owner->has_event) {
    yaml_event_delete(&owner->event);
  }
  yaml_parser_delete(&owner->parser);
  free(owner);
}

bool cyaml_parser_next(cyaml_parser *owner, cyaml_event *event) {
  do {
    if (owner->has_event) {
      yaml_event_delete(&owner->event);
      owner->has_event = false;
    }
    if (!yaml_parser_parse(&owner->parser, &owner->event)) {
      return false;
    }
    owner->has_event = true;
  } while (!set_event(event, &owner->event));
  return true;
}

static cyaml_error_kind kind_of(yaml_error_type_t error) {
  switch (error) {
  case YAML_NO_ERROR:
    return CYAML_NO_ERROR;
  case YAML_MEMORY_ERROR:
    return CYAML_MEMORY_ERROR;
  case YAML_READER_ERROR:
    return CYAML_READER_ERROR;
  default:
    return CYAML_SYNTAX_ERROR;
  }
}

cyaml_error cyaml_parser_error(const cyaml_parser *owner) {
  const yaml_parser_t *parser = &owner->parser;
  return (cyaml_error){
      .kind = kind_of(parser->error),
      .problem = parser->problem,
      .problem_mark = mark_of(parser->problem_mark),
      .context = parser->context,
      .context_mark = mark_of(parser->context_mark),
      .offset = parser->problem_offset,
  };
}
