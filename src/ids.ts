export const commandName = "/ngrok";

/**
 * `action_id`s. Those of `card` carry the operation's id as value and nothing else;
 * a `list` menu carries `verb:id`.
 */
export const actions = {
  card: {
    approve: "card-approve",
    deny: "card-deny",
    menu: "card-menu",
    cancel: "card-cancel",
    postpone: "card-postpone",
    askAgain: "card-ask-again",
    restartAgain: "card-restart-again",
    restartNow: "card-restart-now",
    chooseTime: "card-choose-time",
    leaveIt: "card-leave-it",
    restartAnyway: "card-restart-anyway",
    close: "card-close",
    lookAgain: "card-look-again",
    own: "card-own",
    choose: "card-choose",
    resolve: "card-resolve",
    details: "card-details",
    showIngress: "card-show-ingress",
  },
  help: {
    sessions: "help-sessions",
    ingresses: "help-ingresses",
    updateSession: "help-update-session",
    createIngress: "help-create-ingress",
    open: "help-open",
    history: "help-history",
  },
  home: {
    updateSession: "home-update-session",
    createIngress: "home-create-ingress",
    sessions: "home-sessions",
    ingresses: "home-ingresses",
    open: "home-open",
    history: "home-history",
    help: "home-help",
    refresh: "home-refresh",
    showIngress: "home-show-ingress",
  },
  sessions: {
    menu: "sessions-menu",
    previous: "sessions-previous",
    next: "sessions-next",
    share: "sessions-share",
    pick: "session-pick",
    update: "session-update",
    restart: "session-restart",
    stop: "session-stop",
    show: "session-show",
    when: "session-when",
  },
  ingresses: {
    menu: "ingresses-menu",
    previous: "ingresses-previous",
    next: "ingresses-next",
    share: "ingresses-share",
    shareRecords: "ingress-share-records",
    show: "ingress-show",
    edit: "ingress-edit",
    delete: "ingress-delete",
    create: "ingress-create",
  },
  open: { previous: "open-previous", next: "open-next", share: "open-share" },
  history: { older: "history-older", newest: "history-newest", share: "history-share" },
} as const;

/** `callback_id`s of modals that are submitted. */
export const modals = {
  deny: "deny-operation",
  postpone: "postpone-operation",
  askSomeoneElse: "ask-someone-else",
  choose: "choose-session",
  chooseTime: "choose-restart-time",
  resolve: "resolve-operation",
  sessionUpdate: "update-session",
  sessionRestart: "restart-session",
  sessionStop: "stop-session",
  ingressCreate: "create-ingress",
  ingressEdit: "edit-ingress",
  ingressDelete: "delete-ingress",
} as const;
