import { Injectable } from '@nestjs/common';
import { EntityManager } from '@mikro-orm/postgresql';
import { Environment } from '../environment.js';
import { Deliverer } from './deliver.js';
import { HeldLane, LaneLost } from './lane.js';

/** After so long a worker lets go of a lane, so that a large backlog does not keep a slot for ever. */
const TURN_MS = 5 * 60_000;

/** Works off one lane: takes it, delivers what is due, lets go. */
@Injectable()
export class LaneWorker {
  private stopping = false;

  constructor(
    private readonly em: EntityManager,
    private readonly environment: Environment,
    private readonly deliverer: Deliverer,
  ) {}

  /** How many deliveries were tried. Nothing due, or a lane that another worker holds, is 0 and no failure. */
  async run(key: string): Promise<number> {
    const { clock, ids } = this.environment;
    const lane = await HeldLane.take(key, this.em, clock, ids);
    if (!lane) return 0;
    const turnEnds = clock.monotonic() + TURN_MS;
    let tried = 0;
    try {
      while (!this.stopping && clock.monotonic() < turnEnds && (await this.deliverer.deliverNext(lane)))
        tried += 1;
      return tried;
    } catch (error) {
      if (error instanceof LaneLost) return tried;
      throw error;
    } finally {
      await lane.release();
    }
  }

  /** Finishes what is in hand and begins nothing more. */
  stop(): void {
    this.stopping = true;
  }
}
