import type { Component } from 'svelte';
import type { ActField } from '$lib/domain/ledger/acts/declare';
import AnswerField from './AnswerField.svelte';
import AskField from './AskField.svelte';
import DayField from './DayField.svelte';
import DueField from './DueField.svelte';
import type { FieldProps } from './field';
import IntoField from './IntoField.svelte';
import OwnerField from './OwnerField.svelte';
import PartField from './PartField.svelte';
import PartnersField from './PartnersField.svelte';
import PhotosField from './PhotosField.svelte';
import RatingField from './RatingField.svelte';
import ReasonField from './ReasonField.svelte';
import ReviewField from './ReviewField.svelte';
import TitleField from './TitleField.svelte';
import WordsField from './WordsField.svelte';

/** The piece of a form for each field that an act may ask for. */
export const FIELDS: Readonly<Record<ActField, Component<FieldProps>>> = {
  owner: OwnerField,
  due: DueField,
  partners: PartnersField,
  day: DayField,
  review: ReviewField,
  ask: AskField,
  answer: AnswerField,
  rating: RatingField,
  into: IntoField,
  title: TitleField,
  reason: ReasonField,
  why: ReasonField,
  photos: PhotosField,
  part: PartField,
  words: WordsField
};
