import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { Controller, Res, StreamableFile } from '@nestjs/common';
import { type Response } from 'express';
import { z } from 'zod';
import { Environment } from '@accounting/sync';
import { HttpProblem } from '../http/http-problem.js';
import { problemReason } from '../http/problem-reasons.js';
import { RouteTable } from '../http/route-table.js';
import { Ask, type Asked, Handles, route } from '../http/route.js';
import { openApiDocument } from './openapi.js';

const open = { method: 'GET', tag: 'Documentation', access: 'open' } as const;

const getDocument = route({
  ...open,
  path: '/api/openapi.json',
  summary: 'This document',
  answer: z.record(z.string(), z.unknown()),
});
const getPage = route({
  ...open,
  path: '/api/docs',
  summary: 'The document as a page',
  answer: { mediaType: 'text/html' },
});
const getFile = route({
  ...open,
  path: '/api/docs/:file',
  summary: 'A file of that page',
  answer: { mediaType: 'application/octet-stream' },
});

/** Swagger UI's own files, served by ourselves: the page asks nobody else for anything. */
const FILES: Record<string, string> = {
  'swagger-ui.css': 'text/css',
  'swagger-ui-bundle.js': 'text/javascript',
  'favicon-32x32.png': 'image/png',
};
const START = `window.onload = () => SwaggerUIBundle({ url: '../api/openapi.json', dom_id: '#page', deepLinking: true });`;
const PAGE = `<!doctype html>
<html lang="nb">
<head>
<meta charset="utf-8">
<title>DUELL regnskap: API</title>
<link rel="icon" href="docs/favicon-32x32.png">
<link rel="stylesheet" href="docs/swagger-ui.css">
</head>
<body><div id="page"></div><script src="docs/swagger-ui-bundle.js"></script><script src="docs/start.js"></script></body>
</html>
`;
const POLICY = `default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'`;

@Controller()
export class DocsController {
  constructor(
    private readonly routes: RouteTable,
    private readonly environment: Environment,
  ) {}

  @Handles(getDocument)
  document() {
    return openApiDocument(this.routes.routes, this.environment.system.version);
  }

  @Handles(getPage)
  page(@Res({ passthrough: true }) response: Response): unknown {
    response.set({ 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': POLICY });
    return PAGE;
  }

  @Handles(getFile)
  async file(@Ask() { params: { file } }: Asked<typeof getFile>): Promise<unknown> {
    if (file === 'start.js') return new StreamableFile(Buffer.from(START), { type: 'text/javascript' });
    const type = Object.hasOwn(FILES, file) ? FILES[file] : undefined;
    if (!type) throw new HttpProblem(404, problemReason('ROUTE_NOT_FOUND', { path: `/api/docs/${file}` }));
    return new StreamableFile(await readFile(join(swaggerFolder(), file)), { type });
  }
}

function swaggerFolder(): string {
  return dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json'));
}
