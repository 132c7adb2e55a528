import { serveModel } from './serve-model.ts';
import { workerClock } from './worker-clock.ts';

// The entry of the page's workers. One bundle for sessions and for answers: the models are most of it.
const serve = serveModel(workerClock(), (message) => self.postMessage(message));
self.onmessage = ({ data }) => serve(data);
