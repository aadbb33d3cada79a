using System.Globalization;
using System.Runtime.Versioning;
using System.Text.Json.Nodes;
using Infra.AddOns.Backup;
using Infra.Tests.Cli;

namespace Infra.Tests.AddOns.Backup;

/// <summary>The scripts of the restore drill in a real shell: the canary writes and looks, the drill talks to a stand-in for
/// kubectl.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class DrillScriptTests : IDisposable
{
    private const string Home = "backup-canary";

    private readonly string _home = Directory.CreateTempSubdirectory("drill-").FullName;

    public DrillScriptTests()
    {
        Directory.CreateDirectory(Path.Combine(_home, "bin"));
        // What waits, is waited for by a shell that this ends: the canary never ends by itself.
        Stub("sleep", "[ \"$STOPS\" = no ] || kill \"$PPID\"");
        Stub("kubectl", """
            printf '%s\n' "$*" >>"$STATE/log"
            case $* in
              'get backups.velero.io '*) cat "$STATE/backups" ;;
              'get schedules.velero.io '*) cat "$STATE/created" ;;
              'create '*) cat >"$STATE/restore"; echo restore.velero.io/restore-drill-x1 ;;
              'get restore.velero.io/restore-drill-x1 '*) head -n 1 "$STATE/phases"; sed -i 1d "$STATE/phases" ;;
              'logs '*) cat "$STATE/verdict" ;;
              'delete '*) [ ! -e "$STATE/stuck" ] ;;
              *) exit 64 ;;
            esac
            """);
        foreach (var file in (string[])["backups", "created", "phases", "verdict"])
        {
            Leave(file, "");
        }
    }

    private static DateTimeOffset Now => DateTimeOffset.UtcNow;

    [Fact]
    public void A_canary_writes_what_follows_from_the_time()
    {
        var (exit, output) = Canary(Home);

        Assert.Equal((0, ""), (exit, output));
        Assert.Equal(1 << 20, new FileInfo(Content).Length);
        var written = long.Parse(File.ReadLines(Content).First(), CultureInfo.InvariantCulture);
        Assert.InRange(written, Now.ToUnixTimeSeconds() - 60, Now.ToUnixTimeSeconds());
        Assert.Equal(["content"], Directory.GetFiles(Data).Select(Path.GetFileName));
    }

    [Fact]
    public void A_restored_canary_says_that_it_is_whole_and_writes_nothing()
    {
        Canary(Home);
        var before = File.ReadAllBytes(Content);

        var (exit, output) = Canary("restore-drill");

        Assert.Equal((0, $"whole {File.ReadLines(Content).First()}\n"), (exit, output));
        Assert.Equal(before, File.ReadAllBytes(Content));
    }

    [Theory]
    [InlineData(1 << 19, "broken: the content is not that of the time ")]
    [InlineData((1 << 20) - 1, "broken: the content is not that of the time ")]
    [InlineData(0, "broken: the file is missing or does not begin with a time\n")]
    public void A_restored_canary_says_that_one_byte_is_another(int place, string said)
    {
        Canary(Home);
        var bytes = File.ReadAllBytes(Content);
        bytes[place] = (byte)'x';
        File.WriteAllBytes(Content, bytes);

        Assert.StartsWith(said, Canary("restore-drill").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_restored_canary_says_that_there_is_nothing_or_not_all()
    {
        Assert.StartsWith("broken: the file is missing", Canary("restore-drill").Output, StringComparison.Ordinal);
        Canary(Home);
        File.WriteAllBytes(Content, File.ReadAllBytes(Content)[..4096]);

        Assert.StartsWith("broken: the content is not that", Canary("restore-drill").Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_drill_restores_the_newest_complete_backup_beside_the_canary_and_leaves_nothing()
    {
        Backups(
            (Now.AddHours(-30), "velero-platform-1"), (Now.AddHours(-6), "velero-platform-2"), (Now.AddHours(-54), "velero-platform-0"));
        Leave("phases", "\nInProgress\nFinalizing\nCompleted\n");
        Leave("verdict", $"whole {Now.AddHours(-6).AddMinutes(-3).ToUnixTimeSeconds()}\n");

        var (exit, output) = Drills();

        Assert.Equal(0, exit);
        Assert.Contains("restore.velero.io/restore-drill-x1 restores velero-platform-2 of ", output, StringComparison.Ordinal);
        Assert.Contains(" velero-platform-2, 360 min old, came back whole in ", output, StringComparison.Ordinal);
        Assert.Equal(
            ["get", "delete", "create", "get", "get", "get", "get", "logs", "delete", "delete"],
            Log.Select(line => line.Split(' ')[0]));
        Assert.All(Log.Where(line => line.StartsWith("delete deployments", StringComparison.Ordinal)), line =>
            Assert.Contains(" --namespace restore-drill ", line, StringComparison.Ordinal));
        Assert.Equal(
            "delete restores.velero.io --selector app.kubernetes.io/name=restore-drill --namespace velero --wait=false", Log[^1]);
        Assert.Contains("--selector velero.io/schedule-name=velero-platform ", Log[0], StringComparison.Ordinal);
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(
                """
                {
                  "apiVersion": "velero.io/v1", "kind": "Restore",
                  "metadata": { "generateName": "restore-drill-", "labels": { "app.kubernetes.io/name": "restore-drill" } },
                  "spec": {
                    "backupName": "velero-platform-2",
                    "includedNamespaces": ["backup-canary"],
                    "includedResources": [
                      "persistentvolumes", "persistentvolumeclaims", "deployments.apps", "replicasets.apps", "pods"
                    ],
                    "namespaceMapping": { "backup-canary": "restore-drill" }
                  }
                }
                """),
            JsonNode.Parse(File.ReadAllText(Path.Combine(_home, "restore")))));
    }

    [Fact]
    public void A_drill_restores_from_one_store_after_the_other()
    {
        Sound(phases: "Completed\nCompleted\n");

        var (exit, output) = Drills(schedules: "velero-platform=129600 velero-copy=129600");

        Assert.Equal(0, exit);
        Assert.Equal(2, output.Split(" came back whole in ").Length - 1);
        Assert.Equal(
            ["velero-platform", "velero-copy"],
            Log.Where(line => line.StartsWith("get backups", StringComparison.Ordinal)).Select(line => line.Split('=')[1].Split(' ')[0]));
        Assert.Equal(2, Log.Count(line => line.StartsWith("create ", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_drill_fails_where_the_second_store_is_behind_its_schedule()
    {
        Sound();

        var (exit, output) = Drills(schedules: "velero-platform=129600 velero-copy=3600");

        Assert.Equal(1, exit);
        Assert.EndsWith(
            ": the newest completed backup, velero-platform-2, is 6 h old, and by its schedule it would be at most 1 h\n", output,
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_drill_goes_on_to_the_second_store_where_no_backup_is_due_in_the_first()
    {
        Leave("created", Time(Now.AddHours(-30)));

        Assert.Equal(0, Drills(schedules: "velero-platform=129600 velero-copy=129600").Exit);
        Assert.Equal(["get", "get", "get", "get"], Log.Select(line => line.Split(' ')[0]));
    }

    [Fact]
    public void A_drill_does_not_mind_content_that_is_newer_than_the_beginning_of_its_backup()
    {
        Backups((Now.AddHours(-6), "velero-platform-2"));
        Leave("phases", "Completed\n");
        Leave("verdict", $"whole {Now.AddHours(-5).ToUnixTimeSeconds()}\n");

        Assert.Equal(0, Drills().Exit);
    }

    [Fact]
    public void A_drill_waits_for_the_first_backup_and_says_so()
    {
        Leave("created", $"{Time(Now.AddHours(-30))}");

        var (exit, output) = Drills();

        Assert.Equal(0, exit);
        Assert.Contains("no backup is due yet: the schedule velero-platform began at ", output, StringComparison.Ordinal);
        Assert.Equal(2, Log.Length);
    }

    [Fact]
    public void A_drill_fails_where_a_backup_was_due() => Fails(
        "the schedule velero-platform has no completed backup, although one was due", () => Leave("created", Time(Now.AddHours(-37))));

    [Fact]
    public void A_drill_fails_where_backups_have_ended() => Fails(
        "the newest completed backup, velero-platform-1, is 37 h old, and by its schedule it would be at most 36 h",
        () => Backups((Now.AddHours(-37).AddMinutes(-1), "velero-platform-1")));

    [Theory]
    [InlineData("Failed")]
    [InlineData("PartiallyFailed")]
    [InlineData("FailedValidation")]
    [InlineData("WaitingForPluginOperationsPartiallyFailed")]
    public void A_drill_fails_with_its_restore(string phase) => Fails(
        $"restore.velero.io/restore-drill-x1 is {phase}: see velero restore describe restore-drill-x1 --details",
        () => Sound(phases: $"InProgress\n{phase}\n"));

    [Fact]
    public void A_drill_fails_where_something_else_comes_back() => Fails(
        "velero-platform-2 came back, but broken: the content is not that of the time 7",
        () => Sound(verdict: "broken: the content is not that of the time 7\n"));

    [Fact]
    public void A_drill_fails_where_something_older_comes_back() => Fails(
        "velero-platform-2 came back with content from 90 min before it began, and the canary writes every 10 min",
        () => Sound(verdict: $"whole {Now.AddHours(-7).AddMinutes(-30).ToUnixTimeSeconds()}\n"));

    [Fact]
    public void A_drill_fails_where_a_restore_takes_too_long() => Fails(
        "restore.velero.io/restore-drill-x1 is still new after 0 min", () => Sound(phases: ""), limit: 1);

    [Fact]
    public void A_drill_fails_where_the_restored_canary_does_not_start() => Fails(
        "the restored canary has not started after 0 min", () => Sound(verdict: ""), limit: 1);

    [Fact]
    public void A_drill_fails_where_the_last_one_cannot_be_removed() => Fails(
        "what an earlier drill has restored into restore-drill cannot be deleted",
        () =>
        {
            Sound();
            Leave("stuck", "");
        });

    public void Dispose() => Directory.Delete(_home, true);

    private string Data => Path.Combine(_home, "data");

    private string Content => Path.Combine(Data, "content");

    private string[] Log => File.ReadAllLines(Path.Combine(_home, "log"));

    private static string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private void Fails(string message, Action given, int limit = 3600)
    {
        given();
        var (exit, output) = Drills(limit);

        Assert.Equal(1, exit);
        Assert.EndsWith($" restore drill failed: {message}\n", output, StringComparison.Ordinal);
    }

    private void Sound(string phases = "Completed\n", string? verdict = null)
    {
        Backups((Now.AddHours(-6), "velero-platform-2"));
        Leave("phases", phases);
        Leave("verdict", verdict ?? $"whole {Now.AddHours(-6).ToUnixTimeSeconds()}\n");
    }

    private void Backups(params (DateTimeOffset Began, string Name)[] backups) =>
        Leave("backups", string.Concat(backups.Select(backup => $"{Time(backup.Began)} {backup.Name}\n")));

    private (int Exit, string Output) Canary(string place)
    {
        Directory.CreateDirectory(Data);
        return Run(Drill.CanaryScript, [("DATA", Data), ("HOME_NAMESPACE", Home), ("NAMESPACE", place), ("INTERVAL", "600")]);
    }

    private (int Exit, string Output) Drills(int limit = 3600, string? schedules = null) => Run(
        Drill.Script,
        [
            .. Drill.Settings(new Velero(), Fleet.Context("k3s")),
            ("LIMIT", Drill.Text(limit)), ("STOPS", "no"), .. schedules is null ? [] : new[] { ("SCHEDULES", schedules) },
        ]);

    private (int Exit, string Output) Run(string script, (string Name, string Value)[] settings)
    {
        var environment = new Dictionary<string, string?>
        {
            ["PATH"] = $"{Path.Combine(_home, "bin")}:{Environment.GetEnvironmentVariable("PATH")}",
            ["STATE"] = _home,
            ["STOPS"] = "yes",
        };
        foreach (var (name, value) in settings)
        {
            environment[name] = value;
        }

        var (exit, output, error) = ProgramOfItsOwn.RunScript(script, environment);
        return (exit, output + error);
    }

    private void Leave(string file, string text) => File.WriteAllText(Path.Combine(_home, file), text);

    private void Stub(string name, string body)
    {
        var path = Path.Combine(_home, "bin", name);
        File.WriteAllText(path, $"#!/bin/sh\n{body}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
