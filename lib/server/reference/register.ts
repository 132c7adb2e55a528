import type { AppContext } from '../http/app-context.ts';
import { analyzeRoute } from './analyze-route.ts';
import { cacheRoutes } from './cache-routes.ts';
import { Desk } from './desk.ts';
import { interactiveRoutes } from './interactive-routes.ts';
import { simulationRoutes } from './simulation-routes.ts';
import { tradingRoutes } from './trading-routes.ts';

/** Registers the paths of the reference documents, as routes over the sessions of the server. */
export function registerReference(context: AppContext): void {
  const desk = new Desk(context);
  interactiveRoutes(desk);
  simulationRoutes(desk);
  tradingRoutes(desk);
  cacheRoutes(desk);
  analyzeRoute(desk);
}
