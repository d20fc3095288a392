import {
  createParamDecorator,
  Delete,
  type ExecutionContext,
  Get,
  HttpCode,
  Post,
  Put,
  SetMetadata,
} from '@nestjs/common';
import { type Request } from 'express';
import { type z } from 'zod';
import { type ApiKey, type Role } from '@accounting/sync';

/** One route, said once: the controller, the guard, the checks and the OpenAPI document are all made of it. */
export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: `/${string}`;
  readonly tag: string;
  readonly summary: string;
  /** Whose keys may come in; `open`: no key is asked for. */
  readonly access: readonly Role[] | 'open';
  /** It is about all departments of the client: a key for some of them does not reach it. */
  readonly wholeClient?: true;
  readonly query?: z.ZodType;
  readonly body?: z.ZodType;
  /** A JSON body that the command checks itself: it is given on as it came. */
  readonly document?: z.ZodType;
  /** Media types of a body that is not JSON: the handler reads the request itself. */
  readonly consumes?: readonly string[];
  /** 200 when left out. */
  readonly status?: 200 | 201 | 202 | 204;
  /** null: no content. */
  readonly answer: z.ZodType | { readonly mediaType: string } | null;
}

/** Keeps the exact types of a declaration. */
export function route<const R extends Route>(declaration: R): R {
  return declaration;
}

type ParamsOf<Path> = Path extends `${string}:${infer Name}/${infer Rest}`
  ? Record<Name, string> & ParamsOf<`/${Rest}`>
  : Path extends `${string}:${infer Name}`
    ? Record<Name, string>
    : unknown;
type OutputOf<Schema> = Schema extends z.ZodType ? z.output<Schema> : undefined;

/** What a caller asked for, checked against the declaration. */
export interface Asked<R extends Route> {
  params: ParamsOf<R['path']>;
  query: OutputOf<R['query']>;
  body: R['document'] extends z.ZodType ? unknown : OutputOf<R['body']>;
  caller: ApiKey;
}

/** A request on its way through guard and checks. */
export interface CheckedRequest extends Request {
  caller?: ApiKey;
  asked?: { query: unknown; body: unknown };
}

type AnswerOf<R extends Route> = R['answer'] extends z.ZodType
  ? z.output<R['answer']>
  : R['answer'] extends null
    ? undefined
    : unknown;
type Handler<R extends Route> = (...given: never[]) => AnswerOf<R> | Promise<AnswerOf<R>>;

const ROUTE = Symbol('route');
const VERBS = { GET: Get, POST: Post, PUT: Put, DELETE: Delete };

/** This method answers the route. That it answers what the document says is checked when it is compiled. */
export function Handles<R extends Route>(declared: R) {
  return <Method extends Handler<R>>(
    target: object,
    name: string,
    descriptor: TypedPropertyDescriptor<Method>,
  ): void => {
    VERBS[declared.method](declared.path)(target, name, descriptor);
    HttpCode(declared.status ?? 200)(target, name, descriptor);
    SetMetadata(ROUTE, declared)(target, name, descriptor);
  };
}

/** The declaration behind a controller's method; undefined: it has none. */
export function routeOf(handler: object): Route | undefined {
  return Reflect.getMetadata(ROUTE, handler) as Route | undefined;
}

/** All that a handler is given. */
export const Ask = createParamDecorator((_: unknown, context: ExecutionContext) => {
  const { params, asked, caller } = context.switchToHttp().getRequest<CheckedRequest>();
  return { params, ...asked, caller };
});

/** The routes that controllers declare, in order. */
export function declaredRoutes(controllers: readonly { prototype: object }[]): Route[] {
  return controllers.flatMap(({ prototype }) =>
    Object.values(Object.getOwnPropertyDescriptors(prototype)).flatMap((property: { value?: unknown }) =>
      typeof property.value === 'function' ? (routeOf(property.value) ?? []) : [],
    ),
  );
}
