// What both editions of SCORM share: where a unit begins, and what is taken away before content is shown.

const QUIET = 5;

/** Settings of scorm-again that send through `save`, and log nothing. */
export function settings(save) {
  return {
    autocommit: true,
    autocommitSeconds: 3,
    alwaysSendTotalTime: true,
    lmsCommitUrl: "save",
    logLevel: QUIET,
    uninitializedGetLogLevel: QUIET,
    httpService: {
      processHttpRequest: (_url, data) => {
        save(data);
        return { result: "true", errorCode: 0 };
      },
      updateSettings: () => {},
    },
  };
}

export function addressOf(unit) {
  const path = unit.href.split("/").map(encodeURIComponent).join("/");
  return `content/${path}${unit.parameters}`;
}

/** Show a unit, without an entry in the reader's history, so that "back" leads where they came from. */
export function show(stage, unit) {
  stage.title = unit.title;
  stage.contentWindow.location.replace(new URL(addressOf(unit), document.baseURI));
}

/** Leave what is shown: its farewell comes before the empty page. */
export function leave(stage) {
  return new Promise((resolve) => {
    const done = () => resolve();
    stage.addEventListener("load", done, { once: true });
    setTimeout(done, 1500);
    stage.contentWindow.location.replace("about:blank");
  });
}
