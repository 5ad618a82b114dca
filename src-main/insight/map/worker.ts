/** The map's thread: laying out thousands of images takes seconds, and no other answer must wait for it. */
import { answerCalls } from '../../worker-calls.ts';
import { createMapAnswers } from './answers.ts';
import type { MapRequests } from './requests.ts';

answerCalls<MapRequests>(createMapAnswers());
