//! A headless Chromium behind chromedriver, as plain as a test of one page needs it: WebDriver's own clicks and keys, and what the browser complains about.

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

const DRIVER: &str = "chromedriver";
const BROWSERS: [&str; 2] = ["chromium", "chromium-browser"];

/// Nothing but the page: no first-run pages, no updates, no calls home. Root needs `--no-sandbox`.
const FLAGS: [&str; 10] = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--window-size=1400,1000",
    "--lang=en",
];

/// Keys that have no character.
pub const ENTER: &str = "\u{E007}";
pub const DOWN: &str = "\u{E015}";

/// A browser with one page.
pub struct Browser {
    driver: Child,
    agent: ureq::Agent,
    /// The address of the session.
    session: String,
    /// Its folder, which goes with it.
    _folder: tempfile::TempDir,
}

impl Browser {
    /// Starts one; `None` where there is none on this machine.
    pub fn start() -> Option<Self> {
        let browser = BROWSERS.iter().find_map(|name| in_path(name))?;
        let mut driver = Command::new(in_path(DRIVER)?).arg("--port=0").stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let port = BufReader::new(driver.stdout.take().unwrap())
            .lines()
            .map_while(Result::ok)
            .find_map(|line| line.split_once("started successfully on port ")?.1.trim_end_matches('.').parse::<u16>().ok())
            .expect("chromedriver says its port");
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .timeout_global(Some(Duration::from_secs(60)))
            .proxy(None) // it is on this machine
            .build()
            .new_agent();
        let folder = tempfile::tempdir().unwrap();
        let mut flags: Vec<String> = FLAGS.map(str::to_owned).to_vec();
        flags.push(format!("--user-data-dir={}", folder.path().display()));
        let wanted = json!({"capabilities": {"alwaysMatch": {
            "browserName": "chrome",
            "goog:chromeOptions": {"binary": browser, "args": flags},
            "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
        }}});
        let mut started = Self { driver, agent, session: format!("http://127.0.0.1:{port}/session"), _folder: folder };
        let id = started.post("", &wanted)["sessionId"].as_str().expect("a session").to_owned();
        started.session += &format!("/{id}");
        Some(started)
    }

    /// Opens a page and waits until it is loaded.
    pub fn open(&self, url: &str) {
        self.post("/url", &json!({"url": url}));
    }

    /// Loads the page again.
    pub fn reload(&self) {
        self.post("/refresh", &json!({}));
    }

    /// Goes a step back.
    pub fn back(&self) {
        self.post("/back", &json!({}));
    }

    /// What a script returns: `return …`.
    pub fn ask(&self, script: &str) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": []}))
    }

    /// The texts of all elements that a selector finds and a reader can see, as they are seen.
    pub fn texts(&self, selector: &str) -> Vec<String> {
        let script = format!(
            "return [...document.querySelectorAll({})].filter((e) => e.checkVisibility()).map((e) => e.innerText)",
            json!(selector)
        );
        serde_json::from_value(self.ask(&script)).unwrap()
    }

    /// Clicks where the first element of a selector is, and fails where something lies over it.
    pub fn click(&self, selector: &str) {
        self.post(&format!("/element/{}/click", self.element(selector)), &json!({}));
    }

    /// Presses keys in an element.
    pub fn press(&self, selector: &str, keys: &str) {
        self.post(&format!("/element/{}/value", self.element(selector)), &json!({"text": keys}));
    }

    /// What the browser has complained about: errors of scripts, loads that the page's policy forbids, and the rest of the console.
    pub fn complaints(&self) -> Vec<String> {
        self.log("browser").iter().map(|entry| entry["message"].to_string()).collect()
    }

    /// The addresses of all that a page has asked for, itself among them. Pages of the browser's own do not count.
    pub fn requests_of(&self, page: &str) -> Vec<String> {
        let events = self.log("performance");
        let sent = events.iter().filter_map(|entry| {
            let event: Value = serde_json::from_str(entry["message"].as_str()?).ok()?;
            let (method, sent) = (&event["message"]["method"], &event["message"]["params"]);
            let by_page = method == "Network.requestWillBeSent" && sent["documentURL"].as_str()?.starts_with(page);
            by_page.then(|| sent["request"]["url"].as_str().map(str::to_owned))?
        });
        sent.collect()
    }

    fn log(&self, kind: &str) -> Vec<Value> {
        self.post("/se/log", &json!({"type": kind})).as_array().expect("a list of entries").clone()
    }

    fn element(&self, selector: &str) -> String {
        let found = self.post("/element", &json!({"using": "css selector", "value": selector}));
        found.as_object().and_then(|found| found.values().next()?.as_str()).expect("an element").to_owned()
    }

    fn post(&self, path: &str, body: &Value) -> Value {
        let mut answer =
            self.agent.post(format!("{}{path}", self.session)).content_type("application/json").send(body.to_string()).unwrap();
        let text = answer.body_mut().with_config().limit(u64::MAX).read_to_string().unwrap();
        let value: Value = serde_json::from_str(&text).unwrap();
        assert!(answer.status().is_success(), "{path} {body}: {}", value["value"]["message"]);
        value["value"].clone()
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // The end of the session ends the browser; the driver is ours.
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

fn in_path(program: &str) -> Option<std::path::PathBuf> {
    std::env::split_paths(&std::env::var_os("PATH")?).map(|folder| Path::new(&folder).join(program)).find(|path| path.is_file())
}
