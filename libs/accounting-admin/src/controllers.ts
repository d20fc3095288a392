import { KeysController } from './access/keys.controller.js';
import { ClientsController } from './clients/clients.controller.js';
import { HostConnectionController } from './clients/host-connection.controller.js';
import { AdaptersController } from './connection/adapters.controller.js';
import { ConnectionController } from './connection/connection.controller.js';
import { PickersController } from './connection/pickers.controller.js';
import { DocumentsController } from './documents/documents.controller.js';
import { SafTController } from './documents/saf-t.controller.js';
import { HealthController } from './health/health.controller.js';
import { MetricsController } from './health/metrics.controller.js';
import { DocsController } from './openapi/docs.controller.js';
import { PullController } from './pull/pull.controller.js';
import { SettingsController } from './settings/settings.controller.js';
import { SendingController } from './transfers/sending.controller.js';
import { TransfersController } from './transfers/transfers.controller.js';

/** All of our controllers, in the order in which their routes stand in the document. */
export const controllers = [
  DocumentsController,
  SafTController,
  TransfersController,
  SendingController,
  PullController,
  ConnectionController,
  PickersController,
  AdaptersController,
  SettingsController,
  ClientsController,
  HostConnectionController,
  KeysController,
  DocsController,
  HealthController,
  MetricsController,
];
