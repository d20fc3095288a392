import { Controller, Get, Header } from '@nestjs/common';
import { Environment } from '@accounting/sync';
import { startPage } from './start-page.js';
import { SYSTEM } from './system.js';

/** `GET /`: what runs here, and where to go. Nothing of any customer, so it needs no key. */
@Controller()
export class StartPageController {
  constructor(private readonly environment: Environment) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'")
  page(): string {
    return startPage({
      version: SYSTEM.version,
      adapters: this.environment.adapters.map(({ description }) => description.name),
    });
  }
}
