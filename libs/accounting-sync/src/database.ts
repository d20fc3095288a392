import { type OnApplicationShutdown } from '@nestjs/common';
import { type EntityManager, MikroORM } from '@mikro-orm/postgresql';
import { accountingOrmConfig, migrateAccounting } from './orm.js';

/** Our tables' database: the host's MikroORM, or one of our own that we migrate and close. */
export class AccountingDatabase implements OnApplicationShutdown {
  private constructor(
    private readonly orm: MikroORM,
    private readonly isOurs: boolean,
    /** For the queue, which has connections of its own. */
    readonly connectionString: string,
  ) {}

  static async own(clientUrl: string): Promise<AccountingDatabase> {
    await migrateAccounting(clientUrl);
    return new AccountingDatabase(await MikroORM.init(accountingOrmConfig(clientUrl)), true, clientUrl);
  }

  static ofHost(orm: MikroORM): AccountingDatabase {
    return new AccountingDatabase(orm, false, urlOf(orm));
  }

  get em(): EntityManager {
    return this.orm.em;
  }

  async onApplicationShutdown(): Promise<void> {
    if (this.isOurs) await this.orm.close();
  }
}

function urlOf({ config }: MikroORM): string {
  const url = config.get('clientUrl');
  if (url) return url;
  const { host, port, user, password, dbName } = config.getAll();
  const made = new URL(`postgres://${host ?? '127.0.0.1'}:${port ?? 5432}/${dbName ?? ''}`);
  made.username = user ?? '';
  made.password = typeof password === 'string' ? password : '';
  return made.href;
}
