import { Controller, Res } from '@nestjs/common';
import { type Response } from 'express';
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { Figures } from '@accounting/sync';
import { Handles, route } from '../http/route.js';

const metrics = route({
  method: 'GET',
  path: '/metrics',
  tag: 'Operation',
  summary: 'Figures for Prometheus',
  access: 'open',
  answer: { mediaType: 'text/plain' },
});

/** The process's own figures are the same for every application in it: observed once. */
let ofProcess: Registry | undefined;

function processMetrics(): Registry {
  if (!ofProcess) collectDefaultMetrics({ register: (ofProcess = new Registry()) });
  return ofProcess;
}

@Controller()
export class MetricsController {
  private readonly registry = new Registry();
  private readonly transfers = this.gauge('accounting_transfers', 'Transfers by kind and state', [
    'kind',
    'state',
  ]);
  private readonly attempts = this.gauge('accounting_attempts', 'Attempts by the state they led to', [
    'outcome',
  ]);
  private readonly oldestDue = this.gauge(
    'accounting_oldest_due_seconds',
    'How long the oldest due transfer has been due',
  );
  private readonly stopped = this.gauge(
    'accounting_runs_stopped',
    'Automatic runs that a refused login stopped',
    ['kind'],
  );
  private readonly calls = this.gauge('accounting_erp_calls_last_hour', 'Calls to accounting systems', [
    'operation',
  ]);
  private readonly callSeconds = this.gauge(
    'accounting_erp_call_seconds_last_hour',
    'Time spent in calls to accounting systems',
    ['operation'],
  );

  constructor(private readonly figures: Figures) {}

  @Handles(metrics)
  async metrics(@Res({ passthrough: true }) response: Response): Promise<unknown> {
    const { transfers, attempts, oldestDueSeconds, stopped, calls } = await this.figures.now();
    this.registry.resetMetrics();
    for (const { count, ...labels } of transfers) this.transfers.set(labels, count);
    for (const { count, ...labels } of attempts) this.attempts.set(labels, count);
    for (const { count, kind } of stopped) this.stopped.set({ kind }, count);
    for (const { operation, count, seconds } of calls) {
      this.calls.set({ operation }, count);
      this.callSeconds.set({ operation }, seconds);
    }
    this.oldestDue.set(oldestDueSeconds);
    const text = await Registry.merge([processMetrics(), this.registry]).metrics();
    response.set('Content-Type', this.registry.contentType);
    return text;
  }

  private gauge(name: string, help: string, labelNames: string[] = []): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.registry] });
  }
}
