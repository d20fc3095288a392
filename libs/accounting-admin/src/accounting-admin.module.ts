import { type DynamicModule, Inject, Logger, Module, type OnModuleInit } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, DiscoveryModule } from '@nestjs/core';
import { ApiKeys } from '@accounting/sync';
import { ApiKeyGuard } from './access/api-key.guard.js';
import { controllers } from './controllers.js';
import { CheckRequest } from './http/check-request.js';
import { RouteTable } from './http/route-table.js';
import { ProblemFilter } from './problem.js';

export interface AdminOptions {
  /** The one AccountingModule of the application: the very value that its root module imports. */
  accounting: DynamicModule;
  /** Gives an operator key with this value. */
  bootstrapApiKey?: string | undefined;
}

const BOOTSTRAP_KEY = Symbol('bootstrapApiKey');
/** Below this many characters a key may be guessed. It is the operator's to choose: we only say so. */
const LONG_ENOUGH = 16;

/**
 * REST for people, and for a DUELL core in another process. The host creates its application with
 * `bodyParser: false`: bodies are read here, after the key has been looked at and within our own limit.
 */
@Module({})
export class AccountingAdminModule implements OnModuleInit {
  private readonly log = new Logger(AccountingAdminModule.name);

  constructor(
    private readonly keys: ApiKeys,
    @Inject(BOOTSTRAP_KEY) private readonly bootstrapApiKey: string | null,
  ) {}

  static forRoot({ accounting, bootstrapApiKey }: AdminOptions): DynamicModule {
    return {
      module: AccountingAdminModule,
      imports: [accounting, DiscoveryModule],
      controllers,
      providers: [
        RouteTable,
        { provide: BOOTSTRAP_KEY, useValue: bootstrapApiKey ?? null },
        { provide: APP_GUARD, useClass: ApiKeyGuard },
        { provide: APP_INTERCEPTOR, useClass: CheckRequest },
        { provide: APP_FILTER, useClass: ProblemFilter },
      ],
    };
  }

  async onModuleInit(): Promise<void> {
    if (!this.bootstrapApiKey) return;
    if (this.bootstrapApiKey.length < LONG_ENOUGH)
      this.log.warn(`BOOTSTRAP_API_KEY is shorter than ${LONG_ENOUGH} characters: it may be guessed`);
    await this.keys.ensureBootstrapKey(this.bootstrapApiKey);
  }
}
