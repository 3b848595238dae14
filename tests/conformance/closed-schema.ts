/** JSON Schema as Kubernetes publishes it: OpenAPI 3 with `x-kubernetes-` keywords. */
export interface OpenApiSchema {
  readonly type?: string;
  readonly nullable?: boolean;
  readonly default?: unknown;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, OpenApiSchema>>;
  readonly additionalProperties?: OpenApiSchema | boolean;
  readonly items?: OpenApiSchema;
  readonly [keyword: string]: unknown;
}

/**
 * The schema as a strict API server reads it: a field that it does not name is refused, unless it says that unknown
 * ones stay, and a default stands in for a missing field. What `allOf` and its like hold adds to a schema that
 * is closed already, so they stay as they are.
 */
export function closed(schema: OpenApiSchema): OpenApiSchema {
  const {
    description: _,
    type,
    nullable,
    required,
    properties,
    additionalProperties,
    items,
    ...rest
  } = schema;
  const needed = required?.filter((name) => properties?.[name]?.default === undefined) ?? [];
  const isOpen = schema["x-kubernetes-preserve-unknown-fields"] === true || properties === undefined;
  const others =
    typeof additionalProperties === "object"
      ? closed(additionalProperties)
      : (additionalProperties ?? isOpen);
  return {
    ...rest,
    ...(type !== undefined && { type: nullable === true ? [type, "null"] : type }),
    ...(properties && { properties: closedAll(properties) }),
    ...(needed.length > 0 && { required: needed }),
    ...(items && { items: closed(items) }),
    additionalProperties: others,
  } as OpenApiSchema;
}

/** Each of the schemas closed. */
export function closedAll(
  schemas: Readonly<Record<string, OpenApiSchema>>,
): Readonly<Record<string, OpenApiSchema>> {
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, closed(schema)]));
}
