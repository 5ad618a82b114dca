/** What the arguments of several areas are made of. */
import { z } from 'zod';

export const none = z.null();
export const id = z.string().min(1).max(100);
export const index = z.int().min(0);
export const name = z.string().trim().min(1).max(200);
export const ids = z.array(id).max(10_000);
/** The most samples a page may hold: the renderer asks for a screenful. */
export const maximumPage = 1000;
