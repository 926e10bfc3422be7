internal import KubeCore
internal import Support

/// Judges the schema of a CustomResourceDefinition. Source: `validateCustomResourceDefinitionValidation` and
/// `ValidateCustomResourceDefinitionOpenAPISchema` in apiextensions-apiserver.
struct SchemaCheck {
  private var schemaErrors: [FieldError] = []
  private var ruleErrors: [FieldError] = []
  /// Rules are only compiled against a schema that is sound so far.
  private var compilesRules: Bool

  static func errors(_ schema: StructuralSchema, hasStatus: Bool, at place: SchemaPath) -> [FieldError] {
    let path = place.child("openAPIV3Schema")
    var errors: [FieldError] = []
    if hasStatus, !schema.type.isEmpty, schema.type != "object" {
      errors.append(
        FieldError(
          .invalid, field: place.child("openAPIV3Schema.type").description, badValue: goQuoted(schema.type),
          "only \"object\" is allowed as the type at the root of the schema if the status subresource is enabled"))
    }
    if schema.isNullable {
      errors.append(FieldError(.forbidden, field: "\(path).nullable", "nullable cannot be true at the root"))
    }
    let structural = schema.structuralErrors(at: path)
    let isStructural = structural.isEmpty && schema.refusedMembers.isEmpty
    errors += structural
    let defaults = isStructural ? schema.defaultErrors(at: path) : []
    errors += defaults
    var check = SchemaCheck(compilesRules: isStructural && defaults.isEmpty)
    check.visit(schema, path, Context(type: CELType(schema, isResourceRoot: true), isRoot: true))
    return errors + check.schemaErrors + check.ruleErrors
  }

  private init(compilesRules: Bool) { self.compilesRules = compilesRules }

  /// What is known of a place from the way to it.
  private struct Context {
    var type: CELType?
    var isRoot = false
    /// Why defaults are forbidden here, if they are.
    var forbidsDefaults: String?
    var isInsideMeta = false
    /// The list above whose elements have no counterparts.
    var uncorrelatable: SchemaPath?
    /// Branches of logical junctors have no rules of their own.
    var isBranch = false
  }

  private mutating func visit(_ schema: StructuralSchema, _ path: SchemaPath, _ context: Context) {
    let before = schemaErrors.count
    checkOwn(schema, path, context)
    visitChildren(schema, path, context)
    checkExtensions(schema, path)
    guard !schema.validationRules.isEmpty else { return }
    for (index, rule) in schema.validationRules.enumerated() {
      checkWords(rule, schema, path.child("x-kubernetes-validations").index(index))
    }
    if schemaErrors.count == before, compilesRules, !context.isBranch {
      compile(schema, path.child("x-kubernetes-validations"), context)
    }
  }

  private mutating func visitChildren(_ schema: StructuralSchema, _ path: SchemaPath, _ context: Context) {
    var inner = context
    inner.isRoot = false
    if let values = schema.additionalProperties?.schema {
      var next = inner
      next.type = CELType(values, isResourceRoot: values.isEmbeddedResource)
      if context.isInsideMeta { next.forbidsDefaults = "inside additionalProperties applying to object metadata" }
      visit(values, path.child("additionalProperties"), next)
    }
    for (name, property) in schema.properties.sorted(by: { $0.key < $1.key }) {
      var next = inner
      next.type = CELType(property, isResourceRoot: property.isEmbeddedResource)
      if context.isRoot || schema.isEmbeddedResource, ["metadata", "kind", "apiVersion"].contains(name) {
        next.isInsideMeta = true
        if context.isRoot { next.forbidsDefaults = "in top-level \(name)" }
      }
      visit(property, path.child("properties").key(name), next)
    }
    var branch = inner
    branch.isBranch = true
    if let not = schema.values.not { visit(not, path.child("not"), branch) }
    for (name, branches) in [
      ("allOf", schema.values.allOf), ("oneOf", schema.values.oneOf), ("anyOf", schema.values.anyOf),
    ] {
      for (index, other) in branches.enumerated() { visit(other, path.child(name).index(index), branch) }
    }
    if let items = schema.items {
      var next = inner
      next.type = CELType(items, isResourceRoot: items.isEmbeddedResource)
      if schema.listType != .map, next.uncorrelatable == nil { next.uncorrelatable = path }
      visit(items, path.child("items"), next)
    }
  }

  private mutating func add(_ type: FieldError.ErrorType, _ path: SchemaPath, bad: String? = nil, _ detail: String) {
    schemaErrors.append(FieldError(type, field: path.description, badValue: bad, detail))
  }

  /// `specStandardValidatorV3.validate` and the members that go together.
  private mutating func checkOwn(_ schema: StructuralSchema, _ path: SchemaPath, _ context: Context) {
    let types = ["array", "boolean", "integer", "number", "object", "string"]
    if !schema.type.isEmpty, !types.contains(schema.type) {
      let listed = types.map { goQuoted($0) }.joined(separator: ", ")
      add(.notSupported, path.child("type"), bad: goQuoted(schema.type), "supported values: \(listed)")
    }
    if schema.defaultValue != nil, let reason = context.forbidsDefaults {
      add(.forbidden, path.child("default"), "must not be set \(reason)")
    }
    for name in ["id", "additionalItems", "patternProperties", "definitions", "dependencies", "$ref"] {
      guard schema.refusedMembers.contains(where: { $0.name == name }) else { continue }
      add(.forbidden, path.child(name), "\(name) is not supported")
    }
    if schema.type == "null" {
      add(.forbidden, path.child("type"), "type cannot be set to null, use nullable as an alternative")
    }
    if schema.refusedMembers.contains(where: { $0.name == "items" }) {
      add(.forbidden, path.child("items"), "items must be a schema object and not an array")
    }
    if context.isInsideMeta, schema.isEmbeddedResource {
      add(.forbidden, path.child("x-kubernetes-embedded-resource"), "must not be used inside of resource meta")
    }
    if schema.values.hasUniqueItems {
      add(
        .forbidden, path.child("uniqueItems"),
        "uniqueItems cannot be set to true since the runtime complexity becomes quadratic")
    }
    if let additional = schema.additionalProperties, additional != .allowed(true), !schema.properties.isEmpty {
      add(.forbidden, path.child("additionalProperties"), "additionalProperties and properties are mutual exclusive")
    }
  }

  /// The words around a rule, before it is compiled.
  private mutating func checkWords(_ rule: ValidationRule, _ schema: StructuralSchema, _ path: SchemaPath) {
    let message = rule.message.trimmingBlanks
    let hasBreak = { (text: String) in text.unicodeScalars.contains { $0 == "\n" || $0 == "\r" } }
    if rule.rule.trimmingBlanks.isEmpty {
      add(.required, path.child("rule"), "rule is not specified")
    } else if !rule.message.isEmpty, message.isEmpty {
      add(.invalid, path.child("message"), bad: goQuoted(rule.message), "must be non-empty if specified")
    } else if hasBreak(message) {
      add(.invalid, path.child("message"), bad: goQuoted(rule.message), "must not contain line breaks")
    } else if hasBreak(rule.rule.trimmingBlanks), message.isEmpty {
      add(.required, path.child("message"), "message must be specified if rule contains line breaks")
    }
    if !rule.messageExpression.isEmpty, rule.messageExpression.trimmingBlanks.isEmpty {
      add(.required, path.child("messageExpression"), "messageExpression must be non-empty if specified")
    }
    let reasons = ["FieldValueDuplicate", "FieldValueForbidden", "FieldValueInvalid", "FieldValueRequired"]
    if let reason = rule.reason, !reasons.contains(reason) {
      let listed = reasons.map { goQuoted($0) }.joined(separator: ", ")
      add(.notSupported, path.child("reason"), bad: GoText.json(reason), "supported values: \(listed)")
    }
    guard !rule.fieldPath.isEmpty else { return }
    if rule.fieldPath.trimmingBlanks.isEmpty {
      add(.invalid, path.child("fieldPath"), bad: goQuoted(rule.fieldPath), "must be non-empty if specified")
    }
    if (try? ValidFieldPath(rule.fieldPath, in: schema)) == nil {
      add(.invalid, path.child("fieldPath"), bad: goQuoted(rule.fieldPath), "must be a valid path")
    }
  }

  private mutating func compile(_ schema: StructuralSchema, _ path: SchemaPath, _ context: Context) {
    for (index, rule) in schema.validationRules.enumerated() {
      let compiled = CompiledRule(rule, context.type)
      let place = path.index(index)
      func add(_ field: String, bad: String, _ detail: String) {
        ruleErrors.append(FieldError(.invalid, field: place.child(field).description, badValue: bad, detail))
      }
      if let error = compiled.error { add("rule", bad: rule.internalJSON, error) }
      if let error = compiled.messageError { add("messageExpression", bad: rule.internalJSON, error) }
      if compiled.usesOldSelf {
        if let list = context.uncorrelatable {
          add(
            "rule", bad: goQuoted(rule.rule),
            "oldSelf cannot be used on the uncorrelatable portion of the schema within \(list)")
        }
      } else if let flag = rule.optionalOldSelf {
        add("optionalOldSelf", bad: String(flag), "may not be set if oldSelf is not used in rule")
      }
    }
  }
}

extension SchemaCheck {
  /// List and map types with their keys.
  private mutating func checkExtensions(_ schema: StructuralSchema, _ path: SchemaPath) {
    if schema.preservesUnknownFieldsFlag == false {
      add(.invalid, path.child("x-kubernetes-preserve-unknown-fields"), bad: "false", "must be true or undefined")
    }
    checkTypeName(schema.mapTypeText, ["atomic", "granular"], "object", "x-kubernetes-map-type", schema, path)
    checkTypeName(schema.listTypeText, ["atomic", "set", "map"], "array", "x-kubernetes-list-type", schema, path)
    let listPath = path.child("x-kubernetes-list-type")
    if schema.listTypeText == "set", schema.type == "array", let items = schema.items {
      let detail = "must be atomic as item of a list with x-kubernetes-list-type=set"
      let bad = items.listTypeText.map { GoText.json($0) } ?? "null"
      if items.type == "array", let text = items.listTypeText, text != "atomic" {
        add(.invalid, path.child("items").child("x-kubernetes-list-type"), bad: bad, detail)
      } else if items.type == "object", items.mapTypeText != "atomic" {
        add(.invalid, path.child("items").child("x-kubernetes-map-type"), bad: bad, detail)
      }
    }
    if !schema.listMapKeys.isEmpty, schema.listTypeText != "map" {
      let detail = "must be map if x-kubernetes-list-map-keys is non-empty"
      if let text = schema.listTypeText {
        add(.invalid, listPath, bad: goQuoted(text), detail)
      } else {
        add(.required, listPath, detail)
      }
    }
    if schema.listTypeText == "map" { checkKeys(schema, path) }
    if ["set", "map"].contains(schema.listTypeText), schema.items?.isNullable == true {
      let detail = "cannot be nullable when x-kubernetes-list-type is \(schema.listTypeText ?? "")"
      add(.forbidden, path.child("items").child("nullable"), detail)
    }
    if schema.listTypeText == "map" { checkKeyDefaults(schema, path) }
  }

  private mutating func checkTypeName(
    _ text: String?, _ known: [String], _ type: String, _ name: String, _ schema: StructuralSchema, _ path: SchemaPath
  ) {
    guard let text else { return }
    if schema.type != type {
      let detail = "must be \(type) if \(name) is specified"
      if schema.type.isEmpty {
        add(.required, path.child("type"), detail)
      } else {
        add(.invalid, path.child("type"), bad: goQuoted(schema.type), detail)
      }
    }
    if !known.contains(text) {
      let listed = known.map { goQuoted($0) }.joined(separator: ", ")
      add(.notSupported, path.child(name), bad: goQuoted(text), "supported values: \(listed)")
    }
  }

  private mutating func checkKeys(_ schema: StructuralSchema, _ path: SchemaPath) {
    let keysPath = path.child("x-kubernetes-list-map-keys")
    if schema.listMapKeys.isEmpty { add(.required, keysPath, "must not be empty if x-kubernetes-list-type is map") }
    guard let items = schema.items else {
      add(.required, path.child("items"), "must have a schema if x-kubernetes-list-type is map")
      return
    }
    if items.type != "object" {
      let detail = "must be object if parent array's x-kubernetes-list-type is map"
      add(.invalid, path.child("items").child("type"), bad: goQuoted(items.type), detail)
      return
    }
    let json = Tree.array(schema.listMapKeys.map { .string($0) }).goJSON
    var seen: Set<String> = []
    for key in schema.listMapKeys {
      if let property = items.properties[key] {
        if property.type == "array" || property.type == "object" {
          add(
            .invalid, path.child("items").child("properties").key(key).child("type"), bad: goQuoted(items.type),
            "must be a scalar type if parent array's x-kubernetes-list-type is map")
        }
      } else {
        add(.invalid, keysPath, bad: json, "entries must all be names of item properties")
      }
      if !seen.insert(key).inserted { add(.invalid, keysPath, bad: json, "must not contain duplicate entries") }
    }
  }

  private mutating func checkKeyDefaults(_ schema: StructuralSchema, _ path: SchemaPath) {
    guard let items = schema.items else { return }
    for key in schema.listMapKeys {
      guard let property = items.properties[key] else { continue }
      let place = path.child("items").child("properties").key(key)
      if !items.values.required.contains(key), property.defaultValue == nil {
        add(
          .required, place.child("default"),
          "this property is in x-kubernetes-list-map-keys, so it must have a default or be a required property")
      }
      if property.isNullable {
        add(
          .forbidden, place.child("nullable"),
          "this property is in x-kubernetes-list-map-keys, so it cannot be nullable")
      }
    }
  }
}

extension ValidationRule {
  /// The rule as the server's internal type prints itself.
  fileprivate var internalJSON: String {
    let reason = reason.map { GoText.json($0) } ?? "null"
    let optional = optionalOldSelf.map { String($0) } ?? "null"
    return "{\"Rule\":\(GoText.json(rule)),\"Message\":\(GoText.json(message)),\"MessageExpression\":"
      + "\(GoText.json(messageExpression)),\"Reason\":\(reason),\"FieldPath\":\(GoText.json(fieldPath)),"
      + "\"OptionalOldSelf\":\(optional)}"
  }
}

extension StructuralSchema {
  /// Defaults that the schema itself would prune or refuse. Source: apiextensions-apiserver,
  /// pkg/apiserver/schema/defaulting/validation.go.
  func defaultErrors(at path: SchemaPath) -> [FieldError] {
    var errors: [FieldError] = []
    if let defaultValue {
      let place = path.child("default")
      if !pruned(defaultValue, isResourceRoot: false).tree.equalsJSON(defaultValue) {
        errors.append(
          FieldError(
            .invalid, field: place.description, badValue: defaultValue.goBadValue, "must not have unknown fields"))
      }
      let found = SchemaValidator().errors(defaultValue, self, below: place)
      errors += found
      if found.isEmpty { errors += RuleValidator(self, isResourceRoot: false)?.errors(defaultValue, at: place) ?? [] }
    }
    if let items { errors += items.defaultErrors(at: path.child("items")) }
    for (name, property) in properties.sorted(by: { $0.key < $1.key }) {
      errors += property.defaultErrors(at: path.child("properties").key(name))
    }
    return errors
  }
}
