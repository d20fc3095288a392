import { Injectable } from '@nestjs/common';
import { type Customer, type Product } from '@accounting/port';
import { DocumentAdmission } from '../transfer/admit-document.js';
import { type Admission, TransferIntake, type TransferTicket } from '../transfer/accept.js';
import { comparedWithLatest } from '../transfer/revisions.js';
import { type Place } from '../transfer/transfer-filter.js';
import { type RecordKind } from './register-record.js';

/** Keeps a product or a customer that DUELL sent, as a transfer. */
@Injectable()
export class RecordIntake {
  constructor(
    private readonly intake: TransferIntake,
    private readonly admission: DocumentAdmission,
  ) {}

  /** Throws AccountingCommandErrors as {@link TransferIntake.accept} does. */
  accept(place: Place, kind: RecordKind, document: Product | Customer): Promise<TransferTicket> {
    return this.keep(place, kind, document, comparedWithLatest(document.updatedAt));
  }

  /** Once more, though it is the same; unless DUELL has sent another one after `latestId`. */
  acceptAgain(
    place: Place,
    kind: RecordKind,
    document: Product | Customer,
    latestId: string,
  ): Promise<TransferTicket> {
    return this.keep(place, kind, document, {
      sameAs: ([latest]) => (latest?.id === latestId ? undefined : latest),
      mayFollow: () => undefined,
    });
  }

  private keep(
    { clientId, departmentId }: Place,
    kind: RecordKind,
    document: Product | Customer,
    compared: Omit<Admission, 'admit'>,
  ): Promise<TransferTicket> {
    // When it was touched last says nothing of what it is.
    const content = { ...document, updatedAt: undefined };
    return this.intake.accept(
      {
        ...{ clientId, departmentId, kind, document, content },
        documentId: document.id,
        number: null,
        date: null,
        amount: null,
      },
      { ...compared, admit: (em, transfer) => this.admission.admit(em, transfer) },
    );
  }
}
