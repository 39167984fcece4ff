/** Every sentence that the widget itself says. */

export const texts = Object.freeze({
  defaultTitle: 'Help',
  defaultGreeting:
    'Hello. I am an automatic assistant and I answer straight away. ' +
    'If you would rather talk to a person, just say so.',
  subtitle: 'Automatic answers, real people',

  openChat: 'Open chat',
  closeChat: 'Close chat',
  unread: (count) => (count === 1 ? '1 new message' : `${count} new messages`),
  newMessageFrom: (name) => `New chat message from ${name}`,

  menu: 'More options',
  talkToPerson: 'Talk to a person',
  talkToPersonMessage: 'I would like to talk to a person',

  messages: 'Messages',
  jumpToLatest: 'New messages',
  suggestions: 'Suggestions',
  answers: 'Possible answers',
  customer: 'You',
  botName: 'Parley',
  botLabel: (name) => `${name} · automatic assistant`,
  agentName: 'Our team',
  agentLabel: (name) => `${name} · a person`,
  systemName: 'Note',
  ratingComment: 'Would you like to say why? You do not have to.',
  ratingSend: 'Send',
  ratingThanks: 'Thank you. You can still change your answer.',
  didThatHelp: 'Did that help?',
  helpedYes: 'Yes',
  helpedNo: 'No',
  helpedThanks: 'Thanks',
  helpedSorry: 'Sorry about that.',
  askColleague: 'Ask a colleague',
  choiceNotSent: 'This could not be sent. Please try again.',
  typing: (name) => `${name} is typing`,
  citation: 'From our help centre:',
  newTab: '(opens in a new tab)',

  writeMessage: 'Write a message',
  wanted: Object.freeze({
    order: 'Your order number, or what you ordered',
    items: 'Which item, by name or number',
    option: 'Size, colour or whatever you would like',
    name: 'Your full name',
    email: 'Your e-mail address',
    postcode: 'Your postcode',
    code: 'The code from our e-mail',
    address: 'Street and number, town, postcode',
  }),
  send: 'Send message',
  photo: 'Photo',
  addPhoto: 'Add a photo',
  removePhoto: 'Remove the photo',
  photoToSend: 'The photo that goes with your message',
  photoAdded: 'Photo added. It goes with your next message.',
  photoNotKept: 'The photo was lost when the page was left. "Try again" sends the words alone.',
  photoTooLarge: 'This file is too large: 8 MB is the most. Please choose another.',
  keys: 'Enter sends, Shift and Enter start a new line.',
  charactersLeft: (count) => (count === 1 ? '1 character left' : `${count} characters left`),
  charactersOver: (count) =>
    `${count === 1 ? '1 character' : `${count} characters`} too many. Please send it in two parts.`,

  sending: 'Sending…',
  waiting: 'Waiting to be sent',
  notSent: 'Not sent.',
  tryAgain: 'Try again',
  remove: 'Remove',
  tooOld: 'This message was never sent.',

  offline: "You're offline. Your message will be sent when you're back.",
  unreachable: 'We cannot reach the chat just now. Your message will be sent as soon as we can.',
  sessionEnded: 'Your earlier chat has ended for your safety. What you write now starts a new one.',

  queued: (position) =>
    position === null
      ? 'You are in the queue. A person will join here.'
      : `You are number ${position} in the queue. A person will join here.`,
  withAgent: (name) => `You are talking with ${name ?? 'a person'}.`,
});
