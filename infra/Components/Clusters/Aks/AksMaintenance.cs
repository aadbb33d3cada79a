using System.Globalization;
using Infra.Components.Clusters.Aks.Parts;
using Pulumi;
using Pulumi.AzureNative.ContainerService;
using Inputs = Pulumi.AzureNative.ContainerService.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The weekly maintenance window in UTC for AKS's own releases, Kubernetes versions and node images; urgent fixes may fall outside
/// it (Microsoft: "Planned maintenance").</summary>
public sealed class AksMaintenance : ComponentResource
{
    // The names are fixed by AKS: one schedule for its weekly releases of control plane and add-ons, one for Kubernetes versions, one for
    // node images.
    private static readonly (string Role, string Name)[] _schedules =
    [
        ("maintenance-releases", "default"),
        ("maintenance-cluster", "aksManagedAutoUpgradeSchedule"),
        ("maintenance-nodes", "aksManagedNodeOSUpgradeSchedule"),
    ];

    /// <summary>Creates the windows.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="parts">Its parts.</param>
    /// <param name="options">Options of the component.</param>
    public AksMaintenance(AksScope scope, AksParts parts, ComponentResourceOptions options)
        : base("infra:clusters:AksMaintenance", scope.Name("maintenance"), options)
    {
        var window = scope.Cluster.Maintenance;
        foreach (var (role, name) in _schedules)
        {
            _ = new MaintenanceConfiguration(scope.Name(role), new MaintenanceConfigurationArgs
            {
                ConfigName = name,
                ResourceName = parts.ControlPlane.Cluster.Name,
                ResourceGroupName = parts.Groups.Cluster.Name,
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
            }, new CustomResourceOptions { Parent = this });
        }

        RegisterOutputs();
    }
}
