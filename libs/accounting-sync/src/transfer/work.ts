import { type Logger } from '@nestjs/common';
import { type EntityManager } from '@mikro-orm/postgresql';
import { type Exchange, type ExchangeLog } from '@accounting/port';
import { type Attempt } from './attempt.js';
import { type HeldLane } from './lane.js';
import { type Note, type Transfer } from './transfer.js';

/** Another process changed the transfer between our look and our lock: whoever is next looks again. */
export class Overtaken extends Error {}

/** One attempt at one transfer, in one lane. */
export interface Work {
  transfer: Transfer;
  attempt: Attempt;
  exchanges: Exchange[];
  /** Said on the way, for the export log. */
  notes: Note[];
  lane: HeldLane;
  /** What else the outcome means, in its transaction. */
  afterwards: ((tx: EntityManager) => Promise<void>)[];
}

/** Keeps what is exchanged for the attempt, and tells the log that something was. */
export function listeningTo(exchanges: Exchange[], transferId: string, log: Logger): ExchangeLog {
  return {
    add: (exchange) => {
      exchanges.push(exchange);
      const { operation, took, response } = exchange;
      log.debug(
        { transfer: transferId, operation, took, answered: response !== null },
        'accounting system asked',
      );
    },
  };
}
