/** Slack's limits, from its documentation; where sources disagree, the lower figure. */
export const limits = {
  messageBlocks: 50,
  modalBlocks: 100,
  homeBlocks: 100,
  sectionText: 3000,
  sectionFields: 10,
  sectionFieldText: 2000,
  headerText: 150,
  contextElements: 10,
  actionsElements: 25,
  buttonText: 75,
  buttonValue: 2000,
  optionText: 75,
  optionDescription: 75,
  optionValue: 75,
  selectOptions: 100,
  overflowOptions: 5,
  placeholder: 150,
  confirmTitle: 100,
  confirmText: 300,
  confirmButton: 30,
  modalTitle: 24,
  modalButton: 24,
  privateMetadata: 3000,
  blockId: 255,
  plainTextInput: 3000,
} as const;

/** ngrok counts these in UTF-8 bytes (agent ingress fields). */
export const ngrokLimits = { ingressDescriptionBytes: 255, ingressMetadataBytes: 4096 } as const;
