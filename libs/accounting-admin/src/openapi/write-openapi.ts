import { readFileSync, writeFileSync } from 'node:fs';
import { controllers } from '../controllers.js';
import { declaredRoutes } from '../http/route.js';
import { openApiDocument } from './openapi.js';

/** `npm run openapi`: writes openapi.json at the top. A spec compares it with what the application says. */
const root = new URL('../../../../', import.meta.url);
const { version } = JSON.parse(readFileSync(new URL('package.json', root), 'utf8')) as { version: string };
const document = openApiDocument(declaredRoutes(controllers), version);
writeFileSync(new URL('openapi.json', root), `${JSON.stringify(document, null, 2)}\n`);
