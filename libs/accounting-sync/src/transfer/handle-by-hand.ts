import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { Environment } from '../environment.js';
import { Refusal } from '../refusal.js';
import { textField } from '../document/document-fields.js';
import { beingWorkedOn } from './being-worked-on.js';
import { findTransfer } from './find-transfer.js';
import { type Place } from './transfer-filter.js';
import { reason } from './transfer-reasons.js';

export const handledSchema = z
  .strictObject({
    reference: textField(200).optional().describe('Where it stands, for instance a voucher number'),
    note: textField(1000).refine((note) => note.trim() !== '', { error: 'Says nothing' }),
  })
  .meta({ id: 'Handled' });
export type HandledOrder = z.output<typeof handledSchema>;

/** A person settled it outside of DUELL: it is sent no more. */
@Injectable()
export class HandleByHand {
  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
  ) {}

  /** Throws a Refusal on what is in the books already, or being put there this moment. */
  async handle(place: Place, id: string, { note, reference }: HandledOrder, by: string): Promise<void> {
    const now = this.environment.clock.now();
    await this.em.fork().transactional(async (tx) => {
      const transfer = await findTransfer(tx, place, id, { lock: true });
      const { state } = transfer;
      if (state === 'sending' || state === 'posted')
        throw new Refusal('conflict', reason('ALREADY_ON_ITS_WAY', transfer));
      if (transfer.supersededBy)
        throw new Refusal('conflict', reason('SUPERSEDED', { by: transfer.supersededBy }));
      if (await beingWorkedOn(tx, transfer, now)) throw new Refusal('conflict', reason('BEING_WORKED_ON'));
      transfer.handle(
        { by, note, at: now.toISOString(), ...(reference === undefined ? {} : { reference }) },
        now,
      );
    });
  }
}
