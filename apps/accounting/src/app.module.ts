import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { ScheduleModule } from '@nestjs/schedule';
import { LoggerModule } from 'nestjs-pino';
import { AccountingModule } from '@accounting/sync';
import { TwentyFourSoAdapter } from '@accounting/24so-adapter';
import { type Config } from './config.js';
import { loggingOptions } from './logging.js';
import { secretsKeys } from './secrets-keys.js';
import { SYSTEM } from './system.js';

/** The runnable host: the only place that knows which accounting systems exist. */
@Module({})
export class AppModule {
  static forRoot(config: Config, clientUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        LoggerModule.forRoot(loggingOptions(config)),
        CqrsModule.forRoot(),
        ScheduleModule.forRoot(),
        AccountingModule.forRoot({
          adapters: [twentyFourSo(config)],
          secretsKeys: secretsKeys(config),
          clientUrl,
          role: config.ROLE,
          system: SYSTEM,
        }),
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
  });
}
