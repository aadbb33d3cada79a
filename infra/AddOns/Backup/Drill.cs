using System.Globalization;
using System.Text;
using Infra.Facts.Clusters;

namespace Infra.AddOns.Backup;

/// <summary>What the restore drill is: its names, which alerts rely on, its scripts, and what the script goes by.</summary>
public static class Drill
{
    /// <summary>Name of the CronJob in the namespace of Velero, and the beginning of the names of its Jobs.</summary>
    public const string Name = "restore-drill";

    /// <summary>Namespace of Velero and of the CronJob.</summary>
    public const string Home = "velero";

    /// <summary>Namespace of what is backed up and restored, and the name of all that is in it.</summary>
    public const string Canary = "backup-canary";

    /// <summary>Namespace into which it is restored.</summary>
    public const string Scratch = "restore-drill";

    /// <summary>The schedule of a stack that wants no drill.</summary>
    public const string Never = "never";

    /// <summary>How often the canary writes, in seconds.</summary>
    public const int IntervalSeconds = 600;

    /// <summary>How long a restore may take, in seconds; the same holds for the removal of the one before.</summary>
    public const int LimitSeconds = 3600;

    // For how long a backup may run after the moment at which its schedule starts it.
    private static readonly TimeSpan _running = TimeSpan.FromHours(12);

    /// <summary>The script of the canary, for any POSIX shell.</summary>
    public static string CanaryScript { get; } = Read("backup-canary.sh");

    /// <summary>The script of the drill, for any POSIX shell.</summary>
    public static string Script { get; } = Read("restore-drill.sh");

    /// <summary>kubectl in the version of a cluster. The patch release does not matter to it, and the first of a minor version is always
    /// there.</summary>
    public static string KubectlImage(string version) => $"registry.k8s.io/kubectl:v{version}.0";

    /// <summary>How long a drill may take, in seconds: for each store, the removal of the restore before, the restore, and its own
    /// removal.</summary>
    public static int DeadlineSeconds(ClusterContext context) => LimitSeconds * 3 * Proved(context).Count();

    /// <summary>What the script reads from its environment.</summary>
    public static IEnumerable<(string Name, string Value)> Settings(Velero velero, ClusterContext context)
    {
        var proved = Proved(context).Select(schedule =>
            $"{velero.Chart.Name}-{schedule.Name}={Text((schedule.RpoMinutes * 60) + (int)_running.TotalSeconds)}");
        return
        [
            ("VELERO", velero.Chart.Namespace),
            ("SCHEDULES", string.Join(' ', proved)),
            ("CANARY", Canary),
            ("SCRATCH", Scratch),
            ("LIMIT", Text(LimitSeconds)),
            // The write that a backup has just missed, and one that it waited for.
            ("MOST_BEHIND", Text(2 * IntervalSeconds)),
        ];
    }

    /// <summary>A number as an environment has it.</summary>
    public static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    // One schedule for each store: the one that backs up everything there, the canary among it.
    private static IEnumerable<BackupSchedule> Proved(ClusterContext context) =>
        BackupSchedule.Of(context.Platform, context.Cloud).Where(schedule => schedule.Tier is null);

    private static string Read(string file)
    {
        using var stream = typeof(Drill).Assembly.GetManifestResourceStream($"Infra.AddOns.Backup.{file}")!;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return reader.ReadToEnd();
    }
}
