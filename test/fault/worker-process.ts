import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { ScheduleModule } from '@nestjs/schedule';
import { AccountingModule } from '@accounting/sync';
import { A_SECRETS_KEY } from '../support/secrets-key.js';
import { FastClock } from './fast-clock.js';
import { adapterAt } from './twentyfour-so-world.js';

/** What a worker process is told, as JSON, in its one argument. */
export interface WorkerOrders {
  databaseUrl: string;
  simulatorUrl: string;
  began: string;
  speed: number;
  timeouts: { writeTimeoutMs: number; settleAfterMs: number };
}

const orders = JSON.parse(process.argv[2] ?? '') as WorkerOrders;

@Module({
  imports: [
    CqrsModule.forRoot(),
    ScheduleModule.forRoot(),
    AccountingModule.forRoot({
      adapters: [adapterAt(orders.simulatorUrl, orders.timeouts)],
      clientUrl: orders.databaseUrl,
      clock: new FastClock(new Date(orders.began), orders.speed),
      secretsKeys: [A_SECRETS_KEY],
      role: 'worker',
    }),
  ],
})
class WorkerHost {}

/** A worker in a process of its own, to be killed with -9. Ends properly on SIGTERM. */
const app = await NestFactory.createApplicationContext(WorkerHost, { logger: ['error', 'warn'] });
app.enableShutdownHooks();
process.stdout.write('working\n');
