import './styles/tokens.css';
import './styles/base.css';
import './styles/element.css';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './App.vue';
import { i18n } from './i18n/index.ts';
import { router } from './router.ts';
import { useNotices } from './stores/notices.ts';
import { useSettings } from './stores/settings.ts';

const app = createApp(App).use(createPinia()).use(i18n);
const notices = useNotices();

// What no one caught is still told to the person.
app.config.errorHandler = (error) => {
  console.error(error);
  notices.report(error);
};
addEventListener('unhandledrejection', (event) => notices.report(event.reason));

// Language and theme come first, so that the window never flashes in the wrong ones.
await notices.attempt(() => useSettings().load());
app.use(router).mount('#app');
