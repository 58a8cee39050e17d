package org.privatelink.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.results.Results;
import com.deque.html.axecore.selenium.AxeBuilder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.stream.Stream;
import org.openqa.selenium.By;
import org.openqa.selenium.StaleElementReferenceException;
import org.openqa.selenium.WebDriverException;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;
import org.openqa.selenium.support.ui.Select;
import org.openqa.selenium.support.ui.WebDriverWait;

/** A person at a real Chromium. */
final class Browser implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final Duration OFTEN = Duration.ofMillis(50);

    private final ChromeDriver driver;
    private final String portal;

    private Browser(ChromeDriver driver, String portal) {
        this.driver = driver;
        this.portal = portal;
    }

    /** Whether this machine has a Chromium and its driver; nothing is downloaded. */
    static boolean isInstalled() {
        return chromium().isPresent() && chromedriver().isPresent();
    }

    static Browser signedIn(int port, String name) {
        Browser browser = open(port);
        browser.go("/");
        browser.follow("Sign in");
        browser.type("username", name);
        browser.type("password", name);
        browser.leave(browser.driver.findElement(By.cssSelector("form button[type=submit]")));
        return browser;
    }

    static Browser open(int port) {
        ChromeOptions options = new ChromeOptions();
        options.setBinary(chromium().orElseThrow().toFile());
        options.addArguments(
                "--headless=new", "--no-sandbox", "--disable-gpu", "--window-size=1280,1000", "--no-first-run",
                "--disable-background-networking", "--disable-component-update", "--disable-sync", "--disable-quic");
        var logs = new LoggingPreferences();
        logs.enable(LogType.BROWSER, Level.ALL);
        options.setCapability(ChromeOptions.LOGGING_PREFS, logs);
        ChromeDriverService service = new ChromeDriverService.Builder()
                .usingDriverExecutable(chromedriver().orElseThrow().toFile())
                .build();
        return new Browser(new ChromeDriver(service, options), "http://127.0.0.1:" + port);
    }

    private static Optional<Path> chromium() {
        return first("/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome");
    }

    private static Optional<Path> chromedriver() {
        return first("/usr/bin/chromedriver", "/usr/lib/chromium-browser/chromedriver");
    }

    private static Optional<Path> first(String... paths) {
        return Stream.of(paths).map(Path::of).filter(Files::isExecutable).findFirst();
    }

    void go(String address) {
        driver.get(address.startsWith("http") ? address : portal + address);
    }

    String path() {
        return driver.getCurrentUrl().replace(portal, "");
    }

    String text() {
        return driver.findElement(By.tagName("body")).getText();
    }

    String heading() {
        return driver.findElement(By.tagName("h1")).getText();
    }

    void type(String field, String value) {
        WebElement input = driver.findElement(By.name(field));
        input.clear();
        input.sendKeys(value);
    }

    /** The first choice of a field, or its box. */
    void tick(String field) {
        driver.findElement(By.name(field)).click();
    }

    void choose(String field, String value) {
        new Select(driver.findElement(By.name(field))).selectByValue(value);
    }

    void follow(String link) {
        leave(driver.findElement(By.linkText(link)));
    }

    /** Presses a button that can be seen, by its words. */
    void press(String words) {
        leave(driver.findElements(By.tagName("button")).stream()
                .filter(button -> button.isDisplayed() && button.getText().strip().equals(words))
                .filter(button -> button.getDomAttribute("aria-hidden") == null)
                .findFirst()
                .orElseThrow(() -> new AssertionError("no button \"" + words + "\" on " + path() + ":\n" + text())));
    }

    /** Clicks what leads to another page, and waits for that page. */
    private void leave(WebElement way) {
        WebElement page = driver.findElement(By.tagName("html"));
        way.click();
        await(() -> isGone(page));
        await(() -> "complete".equals(driver.executeScript("return document.readyState")));
    }

    /** At the very moment of the change the driver has other words for it. */
    private static boolean isGone(WebElement page) {
        try {
            page.isEnabled();
            return false;
        } catch (WebDriverException told) {
            return told instanceof StaleElementReferenceException
                    || String.valueOf(told.getMessage()).contains("does not belong to the document");
        }
    }

    /** Asked for at once: the page's own script may change it at any time. */
    @SuppressWarnings("unchecked")
    List<String> all(String selector) {
        return (List<String>) driver.executeScript(
                "return [...document.querySelectorAll(arguments[0])].map(each => each.innerText.trim())", selector);
    }

    void focus(String id) {
        driver.executeScript("document.getElementById(arguments[0]).focus()", id);
    }

    String focused() {
        return driver.switchTo().activeElement().getDomAttribute("id");
    }

    /** Presses keys wherever the focus is. */
    void keys(String keys) {
        driver.switchTo().activeElement().sendKeys(keys);
    }

    String cookie(String name) {
        return driver.manage().getCookieNamed(name).getValue();
    }

    Object script(String code) {
        return driver.executeScript(code);
    }

    void await(BooleanSupplier condition) {
        new WebDriverWait(driver, PATIENCE, OFTEN)
                .ignoring(StaleElementReferenceException.class)
                .until(ignored -> condition.getAsBoolean());
    }

    /** Waits for a text without reloading: the page's own script has to bring it. */
    void awaitText(String expected) {
        await(() -> text().contains(expected));
    }

    /** No violation of axe's rules, in light and in dark; dark differs by its colours only. */
    void isAccessible() {
        isAccessible("light", axe());
        AxeBuilder colours = axe().withOnlyRules(List.of("color-contrast", "link-in-text-block"));
        // It is in the page since light.
        colours.setInjectAxe(open -> {});
        isAccessible("dark", colours);
    }

    /** In the page itself, not in a window of its own: the portal has no frames. */
    private static AxeBuilder axe() {
        return new AxeBuilder().setLegacyMode();
    }

    private void isAccessible(String scheme, AxeBuilder axe) {
        driver.executeCdpCommand(
                "Emulation.setEmulatedMedia",
                Map.of("features", List.of(Map.of("name", "prefers-color-scheme", "value", scheme))));
        Results results = axe.analyze(driver);
        assertThat(results.getViolations()).as("%s in %s", path(), scheme).isEmpty();
        assertThat(results.getPasses()).as("%s in %s", path(), scheme).isNotEmpty();
    }

    /** Nothing that the page's policy forbids, and no script that failed: so every script has run. */
    private void hasNoFaults() {
        assertThat(driver.manage().logs().get(LogType.BROWSER).getAll())
                .extracting(LogEntry::getMessage)
                .noneMatch(told -> told.contains("Content Security Policy") || told.contains("Uncaught") || told.contains("TrustedHTML"));
    }

    @Override
    public void close() {
        try {
            hasNoFaults();
        } finally {
            driver.quit();
        }
    }
}
