import { z } from 'zod';
import { type Route } from '../http/route.js';

type Json = Record<string, unknown>;

const problem = {
  type: 'object',
  description: 'What happened, why, what to do and who does it',
  required: ['type', 'title', 'status', 'code', 'detail', 'english', 'faults'],
  properties: {
    type: { type: 'string' },
    title: { type: 'string' },
    status: { type: 'integer' },
    code: { type: 'string', description: 'Stable; an entry of docs/errors.md' },
    detail: { type: 'string', description: 'Norwegian' },
    english: { type: 'string' },
    faults: {
      type: 'array',
      items: {
        type: 'object',
        required: ['path', 'message'],
        properties: { path: { type: 'string' }, message: { type: 'string' } },
      },
    },
    who: { type: 'string', enum: ['butikk', 'regnskapsfører', 'DUELL'] },
    fix: { type: 'string' },
  },
};

/** The OpenAPI 3.1 document, made of the very declarations that guard and check the routes. */
export function openApiDocument(routes: readonly Route[], version: string): Json {
  const schemas: Json = { Problem: problem };
  const paths: Record<string, Json> = {};
  for (const declared of routes) {
    const path = declared.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [declared.method.toLowerCase()]: operationOf(declared, schemas) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'DUELL regnskap',
      version,
      description:
        'Carries day settlements, invoices, products and customers into accounting systems. Money is in øre.',
    },
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(schemas).sort(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function operationOf(declared: Route, schemas: Json): Json {
  const { tag, summary, access } = declared;
  const body = bodyOf(declared, schemas);
  return {
    operationId: nameOf(declared),
    tags: [tag],
    summary,
    ...(access === 'open'
      ? { security: [] }
      : { security: [{ key: [] }], description: `Roles: ${access.join(', ')}` }),
    parameters: [...pathParameters(declared), ...queryParameters(declared, schemas)],
    ...(body
      ? {
          requestBody: {
            required: needsBody(declared),
            content: body,
          },
        }
      : {}),
    responses: {
      [declared.status ?? 200]: answerOf(declared, schemas),
      default: {
        description: 'A problem',
        content: { 'application/problem+json': { schema: refTo('Problem') } },
      },
    },
  };
}

/** An absent body counts as `{}`, except for what replaces a whole. */
function needsBody({ method, document, body }: Route): boolean {
  return method === 'PUT' || document !== undefined || body?.safeParse({}).success === false;
}

/** `GET …/transfers/:id/preview` → `getTransfersByIdPreview`: for generated clients. */
function nameOf({ method, path }: Route): string {
  const parts = path
    .replace(/:clientId\/|:departmentId\//g, '')
    .replace(/:(\w)/g, (_match, first: string) => `by-${first}`)
    .split(/\W+/)
    .filter((part) => part !== '' && part !== 'api');
  return method.toLowerCase() + parts.map((part) => part.charAt(0).toUpperCase() + part.slice(1)).join('');
}

function pathParameters({ path }: Route): Json[] {
  return [...path.matchAll(/:(\w+)/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters({ query }: Route, schemas: Json): Json[] {
  if (!query) return [];
  const { properties = {}, required = [] } = schemaOf(query, 'input', schemas) as {
    properties?: Record<string, Json>;
    required?: string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function bodyOf({ body, document, consumes }: Route, schemas: Json): Json | null {
  const schema = body ?? document;
  if (schema) return { 'application/json': { schema: schemaOf(schema, 'input', schemas) } };
  if (!consumes) return null;
  return Object.fromEntries(consumes.map((mediaType) => [mediaType, { schema: { type: 'string' } }]));
}

function answerOf({ answer }: Route, schemas: Json): Json {
  if (answer === null) return { description: 'Done' };
  const description = 'The answer';
  if (!(answer instanceof z.ZodType))
    return { description, content: { [answer.mediaType]: { schema: { type: 'string', format: 'binary' } } } };
  return { description, content: { 'application/json': { schema: schemaOf(answer, 'output', schemas) } } };
}

/** The schema as JSON; parts that have an id stand once, among `schemas`. What goes in has its name ending so. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output', schemas: Json): Json {
  const whole = z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Json & {
    $defs?: Record<string, Json>;
  };
  const name = (id: string) => (io === 'input' ? `${id}Input` : id);
  const moved = (json: Json) =>
    JSON.parse(
      JSON.stringify(json).replace(
        /"#\/\$defs\/(\w+)"/g,
        (_match, id: string) => `"#/components/schemas/${name(id)}"`,
      ),
    ) as Json;
  for (const [id, part] of Object.entries(whole.$defs ?? {})) schemas[name(id)] = without(moved(part), 'id');
  return without(moved(whole), '$schema', '$defs', 'id');
}

function without(json: Json, ...names: string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([name]) => !names.includes(name)));
}

function refTo(name: string): Json {
  return { $ref: `#/components/schemas/${name}` };
}
