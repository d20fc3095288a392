import { Controller, Logger } from '@nestjs/common';
import { z } from 'zod';
import { Figures } from '@accounting/sync';
import { HttpProblem } from '../http/http-problem.js';
import { problemReason } from '../http/problem-reasons.js';
import { Handles, route } from '../http/route.js';

const status = z.strictObject({ status: z.literal('ok') });
const probe = { method: 'GET', tag: 'Operation', access: 'open', answer: status } as const;

const healthz = route({ ...probe, path: '/healthz', summary: 'The process lives' });
const readyz = route({ ...probe, path: '/readyz', summary: 'The database answers and the queue is started' });

@Controller()
export class HealthController {
  private readonly log = new Logger(HealthController.name);

  constructor(private readonly figures: Figures) {}

  @Handles(healthz)
  healthz(): { status: 'ok' } {
    return { status: 'ok' };
  }

  @Handles(readyz)
  async readyz(): Promise<{ status: 'ok' }> {
    try {
      await this.figures.ready();
      return { status: 'ok' };
    } catch (error) {
      this.log.warn(error);
      throw new HttpProblem(503, problemReason('ACCOUNTING_UNAVAILABLE'), {
        headers: { 'Retry-After': '5' },
      });
    }
  }
}
