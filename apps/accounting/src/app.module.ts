import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ScheduleModule } from '@nestjs/schedule';
import { LoggerModule } from 'nestjs-pino';
import { AccountingAdminModule } from '@accounting/admin';
import { AccountingModule } from '@accounting/sync';
import { TwentyFourSoAdapter } from '@accounting/24so-adapter';
import { DuellApiHost } from '@accounting/duell-api-adapter';
import { type Config } from './config.js';
import { loggingOptions } from './logging.js';
import { secretsKeys } from './secrets-keys.js';
import { StartPageController } from './start-page.controller.js';
import { SYSTEM } from './system.js';

/** The runnable host: the only place that knows which accounting systems exist. */
@Module({ controllers: [StartPageController] })
export class AppModule {
  static forRoot(config: Config, clientUrl: string): DynamicModule {
    const accounting = AccountingModule.forRoot({
      adapters: [twentyFourSo(config)],
      host: { catalogue: new DuellApiHost({ apiUrl: config.DUELL_API_URL }) },
      secretsKeys: secretsKeys(config),
      clientUrl,
      role: config.ROLE,
      system: SYSTEM,
    });
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(loggingOptions(config)),
        CqrsModule.forRoot(),
        ScheduleModule.forRoot(),
        accounting,
        AccountingAdminModule.forRoot({ accounting, bootstrapApiKey: config.BOOTSTRAP_API_KEY }),
      ],
    };
  }
}

function twentyFourSo(config: Config): TwentyFourSoAdapter {
  return new TwentyFourSoAdapter({
    apiUrl: config.TWENTYFOURSO_API_URL,
    webservicesUrl: config.TWENTYFOURSO_WEBSERVICES_URL,
    applicationId: config.TWENTYFOURSO_APPLICATION_ID ?? null,
    maxRps: config.TWENTYFOURSO_MAX_RPS,
    readTimeoutMs: config.TWENTYFOURSO_READ_TIMEOUT_MS,
    writeTimeoutMs: config.TWENTYFOURSO_WRITE_TIMEOUT_MS,
    settleAfterMs: config.TWENTYFOURSO_SETTLE_AFTER_MS,
    recordsPerWrite: config.TWENTYFOURSO_RECORDS_PER_WRITE,
  });
}
