import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/internal';
import { type Route, routeOf } from './route.js';

/** A route under /api that says nothing of who may use it. The application does not start with one. */
export class UndeclaredRoute extends Error {
  constructor(name: string) {
    super(`${name} is a route under /api without @Handles(route): it does not say who may use it`);
  }
}

/** The routes of this application, found where they are. */
@Injectable()
export class RouteTable implements OnModuleInit {
  routes: Route[] = [];

  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onModuleInit(): void {
    const controllers = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? [metatype] : []));
    this.routes = controllers.flatMap((controller) => this.routesOf(controller as Controller));
  }

  /** Which methods the routes at this address take. */
  methodsOf(path: string): string[] {
    const there = this.routes.filter((declared) => pattern(declared.path).test(path));
    return [...new Set(there.map(({ method }) => method))].sort();
  }

  /** Throws {@link UndeclaredRoute}. */
  private routesOf(controller: Controller): Route[] {
    return this.scanner.getAllMethodNames(controller.prototype).flatMap((name) => {
      const handler = controller.prototype[name];
      if (!handler || Reflect.getMetadata(METHOD_METADATA, handler) === undefined) return [];
      const declared = routeOf(handler);
      if (!declared && isUnderApi(controller, handler))
        throw new UndeclaredRoute(`${controller.name}.${name}`);
      return declared ?? [];
    });
  }
}

interface Controller {
  name: string;
  prototype: Record<string, object | undefined>;
}

function isUnderApi(controller: object, handler: object): boolean {
  const path = [controller, handler].flatMap(
    (target) => Reflect.getMetadata(PATH_METADATA, target) as string | string[],
  );
  const joined = path.join('/').split('/').filter(Boolean);
  return joined[0] === 'api';
}

function pattern(path: string): RegExp {
  return new RegExp(`^${path.replace(/:\w+/g, '[^/]+')}/?$`);
}
