using System.Globalization;
using Pulumi.AzureNative.ContainerService;
using Inputs = Pulumi.AzureNative.ContainerService.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The weekly window in UTC for AKS's own releases, Kubernetes versions and node images. AKS keeps to it but for what is urgent
/// (Microsoft: "Planned maintenance").</summary>
internal static class AksMaintenance
{
    // The names are AKS's own: one schedule for its weekly releases of control plane and add-ons, one for Kubernetes versions, one for
    // node images.
    private static readonly (string Role, string Name)[] Schedules =
    [
        ("maintenance-releases", "default"),
        ("maintenance-cluster", "aksManagedAutoUpgradeSchedule"),
        ("maintenance-nodes", "aksManagedNodeOSUpgradeSchedule"),
    ];

    public static void Add(AksScope scope, ManagedCluster cluster)
    {
        var window = scope.Cluster.Maintenance;
        foreach (var (role, name) in Schedules)
        {
            _ = new MaintenanceConfiguration(scope.Logical(role), new MaintenanceConfigurationArgs
            {
                ConfigName = name,
                ResourceName = cluster.Name,
                ResourceGroupName = scope.Group.Name,
                MaintenanceWindow = new Inputs.MaintenanceWindowArgs
                {
                    StartTime = string.Create(CultureInfo.InvariantCulture, $"{window.StartHour:00}:00"),
                    UtcOffset = "+00:00",
                    DurationHours = window.DurationHours,
                    Schedule = new Inputs.ScheduleArgs
                    {
                        Weekly = new Inputs.WeeklyScheduleArgs { IntervalWeeks = 1, DayOfWeek = window.Day.ToString() },
                    },
                },
            }, scope.Options());
        }
    }
}
