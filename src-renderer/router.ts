import { createRouter, createWebHashHistory } from 'vue-router';
import { places } from './places.ts';

export const router = createRouter({
  history: createWebHashHistory(),
  routes: [
    ...places.map(({ name, view }) => ({ path: `/${name}`, name, component: view })),
    { path: '/:unknown(.*)*', redirect: { name: 'data' } },
  ],
});
