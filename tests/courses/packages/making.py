"""Tiny packages of every kind, made by hand in the manner of authoring tools."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO
from textwrap import dedent

from django.core.files.uploadedfile import SimpleUploadedFile

SCO = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>%(title)s</title>
<script src="%(script)s"></script></head><body><h1>%(title)s</h1><div id="here"></div></body></html>"""

FIND = """
function find(name) {
  var at = window, far = 0;
  while (!at[name] && at.parent && at.parent !== at && far++ < 10) at = at.parent;
  return at[name] || null;
}
"""

SCRIPT12 = (
    FIND
    + """
var api = find("API"), page = 1;
function say(text) { document.getElementById("here").textContent = text; }
function turn() {
  page += 1;
  api.LMSSetValue("cmi.core.lesson_location", String(page));
  api.LMSSetValue("cmi.suspend_data", "seen-" + page);
  if (page >= 3) {
    api.LMSSetValue("cmi.core.score.raw", "90");
    api.LMSSetValue("cmi.core.lesson_status", "completed");
  }
  api.LMSCommit("");
  say("page " + page);
}
window.onload = function () {
  api.LMSInitialize("");
  page = Number(api.LMSGetValue("cmi.core.lesson_location")) || 1;
  if (api.LMSGetValue("cmi.core.lesson_status") === "not attempted") {
    api.LMSSetValue("cmi.core.lesson_status", "incomplete");
  }
  say((api.LMSGetValue("cmi.core.entry") === "resume" ? "again " : "first ") + "page " + page);
  var button = document.createElement("button");
  button.textContent = "Turn";
  button.onclick = turn;
  document.body.appendChild(button);
};
window.onunload = function () {
  api.LMSSetValue("cmi.core.exit", "suspend");
  api.LMSSetValue("cmi.core.session_time", "00:02:00");
  api.LMSFinish("");
};
"""
)

SCRIPT2004 = (
    FIND
    + """
var api = find("API_1484_11"), over = false;
function finish(request) {
  api.SetValue("cmi.completion_status", "completed");
  api.SetValue("cmi.success_status", "passed");
  api.SetValue("cmi.score.scaled", "0.8");
  api.SetValue("cmi.session_time", "PT3M");
  api.SetValue("cmi.exit", "normal");
  if (request) api.SetValue("adl.nav.request", request);
  over = true;
  api.Terminate("");
}
window.onload = function () {
  api.Initialize("");
  document.getElementById("here").textContent = api.GetValue("cmi.entry");
  ["continue", "exitAll"].forEach(function (request) {
    var button = document.createElement("button");
    button.textContent = "Done, " + request;
    button.onclick = function () { finish(request); };
    document.body.appendChild(button);
  });
};
window.onunload = function () {
  if (over) return;
  api.SetValue("cmi.exit", "suspend");
  api.Terminate("");
};
"""
)

SCRIPT_CMI5 = """
var asked = new URLSearchParams(location.search);
var endpoint = asked.get("endpoint"), activity = asked.get("activityId");
var registration = asked.get("registration");
var actor = JSON.parse(asked.get("actor")), token, session, template;
function address(path, more) {
  var where = new URL(path, endpoint);
  Object.keys(more || {}).forEach(function (name) { where.searchParams.set(name, more[name]); });
  return where;
}
function ask(where, settings) {
  settings = settings || {};
  settings.headers = Object.assign({
    Authorization: "Basic " + token, "X-Experience-API-Version": "1.0.3", "Content-Type": "application/json"
  }, settings.headers);
  return fetch(where, settings);
}
function say(verb, result) {
  var context = JSON.parse(JSON.stringify(template));
  context.registration = registration;
  context.contextActivities.category = [{ id: "https://w3id.org/xapi/cmi5/context/categories/cmi5" }];
  return ask(address("statements"), { method: "POST", body: JSON.stringify({
    id: crypto.randomUUID(), actor: actor, verb: { id: "http://adlnet.gov/expapi/verbs/" + verb },
    object: { id: activity }, context: context, result: result, timestamp: new Date().toISOString()
  }) });
}
window.onload = async function () {
  token = (await (await fetch(asked.get("fetch"), { method: "POST" })).json())["auth-token"];
  var state = await ask(address("activities/state", {
    activityId: activity, agent: JSON.stringify(actor), registration: registration, stateId: "LMS.LaunchData"
  }));
  template = (await state.json()).contextTemplate;
  await say("initialized");
  document.getElementById("here").textContent = "ready";
  var button = document.createElement("button");
  button.textContent = "Pass";
  button.onclick = async function () {
    await say("passed", { success: true, score: { scaled: 0.9 }, duration: "PT5M" });
    await say("terminated", { duration: "PT5M" });
    document.getElementById("here").textContent = "passed";
  };
  document.body.appendChild(button);
};
"""

HOSTILE = """
window.onload = async function () {
  var found = { cookie: document.cookie };
  function tried(name, work) {
    try { found[name] = String(work()); } catch (error) { found[name] = "refused"; }
  }
  async function asked(name, address, settings) {
    try {
      found[name] = String((await fetch(address, settings)).status);
    } catch (error) { found[name] = "refused"; }
  }
  var house = "%(house)s";
  tried("page", function () { return top.document.title; });
  tried("cookies of the page", function () { return top.document.cookie; });
  tried("leads away", function () { top.location.href = "about:blank"; return "led"; });
  tried("window", function () { return window.open("about:blank") ? "opened" : "refused"; });
  tried("box", function () { return window.confirm("?") ? "answered" : "refused"; });
  await asked("house", house + "/pl/my/", { credentials: "include" });
  await asked("posts", house + "/pl/learn/", { method: "POST", credentials: "include", mode: "no-cors" });
  await asked("elsewhere", "https://example.org/", { mode: "no-cors" });
  await asked("pages here", "/pl/my/");
  try {
    await navigator.serviceWorker.register("worker.js");
    found.worker = "registered";
  } catch (error) { found.worker = "refused"; }
  var frame = document.createElement("iframe");
  frame.src = house + "/pl/my/";
  document.body.appendChild(frame);
  document.getElementById("here").textContent = JSON.stringify(found);
};
"""


def packed(files: dict[str, bytes | str], name: str = "package.zip") -> SimpleUploadedFile:
    held = BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return SimpleUploadedFile(name, held.getvalue(), content_type="application/zip")


def scorm12_files(
    *, titles: tuple[str, ...] = ("Bread",), script: str = SCRIPT12, version: str = "1.2", mastery: str = ""
) -> dict[str, bytes | str]:
    items = "".join(
        f'<item identifier="I{at}" identifierref="R{at}"><title>{title}</title>'
        + (f"<adlcp:masteryscore>{mastery}</adlcp:masteryscore>" if mastery else "")
        + "</item>"
        for at, title in enumerate(titles, start=1)
    )
    resources = "".join(
        f'<resource identifier="R{at}" type="webcontent" adlcp:scormtype="sco" href="unit{at}.html">'
        f'<file href="unit{at}.html"/></resource>'
        for at, _title in enumerate(titles, start=1)
    )
    manifest = dedent(f"""\
        <?xml version="1.0" encoding="UTF-8"?>
        <manifest identifier="M" version="1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
          xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
          <metadata><schema>ADL SCORM</schema><schemaversion>{version}</schemaversion></metadata>
          <organizations default="O"><organization identifier="O"><title>Kitchen</title>{items}</organization>
          </organizations>
          <resources>{resources}</resources>
        </manifest>""").strip()
    pages = {
        f"unit{at}.html": SCO % {"title": title, "script": "unit.js"}
        for at, title in enumerate(titles, start=1)
    }
    return {"imsmanifest.xml": manifest, "unit.js": script, **pages}


def scorm12(*, files: dict[str, bytes | str] | None = None, **more) -> SimpleUploadedFile:
    return packed({**scorm12_files(**more), **(files or {})}, "kitchen.zip")


def scorm2004_files(
    *, titles: tuple[str, ...] = ("Water", "Fire"), edition: str = "2004 4th Edition", rules: str = ""
) -> dict[str, bytes | str]:
    items = "".join(
        f'<item identifier="I{at}" identifierref="R{at}"><title>{title}</title></item>'
        for at, title in enumerate(titles, start=1)
    )
    resources = "".join(
        f'<resource identifier="R{at}" type="webcontent" adlcp:scormType="sco" href="unit{at}.html"/>'
        for at, _title in enumerate(titles, start=1)
    )
    rules = rules or ('<imsss:sequencing><imsss:controlMode choice="true" flow="true"/></imsss:sequencing>')
    manifest = dedent(f"""\
        <?xml version="1.0" encoding="UTF-8"?>
        <manifest identifier="M" version="1" xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"
          xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_v1p3" xmlns:imsss="http://www.imsglobal.org/xsd/imsss">
          <metadata><schema>ADL SCORM</schema><schemaversion>{edition}</schemaversion></metadata>
          <organizations default="O"><organization identifier="O"><title>Elements</title>{items}{rules}
          </organization></organizations>
          <resources>{resources}</resources>
        </manifest>""").strip()
    pages = {
        f"unit{at}.html": SCO % {"title": title, "script": "unit.js"}
        for at, title in enumerate(titles, start=1)
    }
    return {"imsmanifest.xml": manifest, "unit.js": SCRIPT2004, **pages}


def scorm2004(**more) -> SimpleUploadedFile:
    return packed(scorm2004_files(**more), "elements.zip")


def cmi5_files(
    *, move_on: str = "Passed", mastery: str = "0.8", url: str = "index.html"
) -> dict[str, bytes | str]:
    structure = dedent(f"""\
        <?xml version="1.0" encoding="utf-8"?>
        <courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
          <course id="https://example.org/course"><title><langstring lang="en">Rest</langstring></title>
            <description><langstring lang="en">How to rest</langstring></description></course>
          <block id="https://example.org/block"><title><langstring lang="en">Evening</langstring></title>
            <description><langstring lang="en">Evening</langstring></description>
            <au id="https://example.org/au" moveOn="{move_on}" masteryScore="{mastery}"
              launchMethod="OwnWindow">
              <title><langstring lang="en">Sleep</langstring></title>
              <description><langstring lang="en">Sleep</langstring></description>
              <url>{url}</url><launchParameters>{{"pace":"slow"}}</launchParameters>
            </au>
          </block>
        </courseStructure>""")
    return {
        "cmi5.xml": structure,
        "index.html": SCO % {"title": "Sleep", "script": "unit.js"},
        "unit.js": SCRIPT_CMI5,
    }


def cmi5(**more) -> SimpleUploadedFile:
    return packed(cmi5_files(**more), "rest.zip")


LIBRARY = """
H5P.Tiny = (function ($) {
  function Tiny(params, id, extras) {
    H5P.EventDispatcher.call(this);
    this.contentId = id;
    this.clicks = (extras && extras.previousState && extras.previousState.clicks) || 0;
    this.question = params.question;
  }
  Tiny.prototype = Object.create(H5P.EventDispatcher.prototype);
  Tiny.prototype.constructor = Tiny;
  Tiny.prototype.getCurrentState = function () { return { clicks: this.clicks }; };
  Tiny.prototype.attach = function ($container) {
    var self = this, button = document.createElement("button"), told = document.createElement("p");
    told.textContent = self.question + " " + self.clicks;
    button.textContent = "Click";
    button.onclick = function () {
      self.clicks += 1;
      told.textContent = self.question + " " + self.clicks;
      if (self.clicks >= 3) self.triggerXAPIScored(3, 4, "answered", true, true);
    };
    $container.get(0).append(told, button);
  };
  return Tiny;
})(H5P.jQuery);
"""


def h5p_files(*, core: int = 24, script: str = LIBRARY) -> dict[str, bytes | str]:
    return {
        "h5p.json": json.dumps(
            {
                "title": "Clicking",
                "language": "en",
                "mainLibrary": "H5P.Tiny",
                "embedTypes": ["div"],
                "preloadedDependencies": [{"machineName": "H5P.Tiny", "majorVersion": 1, "minorVersion": 0}],
            }
        ),
        "content/content.json": json.dumps({"question": "How often?"}),
        "H5P.Tiny-1.0/library.json": json.dumps(
            {
                "title": "Tiny",
                "machineName": "H5P.Tiny",
                "majorVersion": 1,
                "minorVersion": 0,
                "patchVersion": 0,
                "runnable": 1,
                "coreApi": {"majorVersion": 1, "minorVersion": core},
                "preloadedJs": [{"path": "tiny.js"}],
            }
        ),
        "H5P.Tiny-1.0/tiny.js": script,
    }


def h5p(**more) -> SimpleUploadedFile:
    return packed(h5p_files(**more), "clicking.h5p")


def hostile(*, house: str) -> SimpleUploadedFile:
    """A SCORM package that tries to reach what is not its own."""
    files = scorm12_files(titles=("Trojan",), script=HOSTILE % {"house": house})
    return packed({**files, "worker.js": "self.onfetch = () => {};"}, "trojan.zip")
