using Infra.Components.Clusters.Aks.Parts;
using Infra.Facts.Aks;
using Infra.Specification.Costs;
using Pulumi;
using Pulumi.AzureNative.Consumption;
using Inputs = Pulumi.AzureNative.Consumption.Inputs;

namespace Infra.Components.Clusters.Aks;

/// <summary>The budget of a cluster: mail when a month costs more than the stack says. Created only where the stack has one.</summary>
public sealed class AksBudget : ComponentResource
{
    // Percent of the amount. A budget has at most five notifications
    // (https://learn.microsoft.com/azure/templates/microsoft.consumption/budgets).
    private static readonly (string Name, double Percent, ThresholdType Type)[] _notifications =
    [
        ("Actual_GreaterThanOrEqualTo_80_Percent", 80, ThresholdType.Actual),
        ("Actual_GreaterThanOrEqualTo_100_Percent", 100, ThresholdType.Actual),
        ("Forecasted_GreaterThan_100_Percent", 100, ThresholdType.Forecasted),
    ];

    /// <summary>Creates the budget.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="groups">Its resource groups.</param>
    /// <param name="budget">What the stack says.</param>
    /// <param name="options">Options of the component.</param>
    public AksBudget(AksScope scope, AksResourceGroups groups, BudgetSpec budget, ComponentResourceOptions options)
        : base("infra:clusters:AksBudget", scope.Name("budgets"), options)
    {
        var (platform, cluster) = (scope.Platform, scope.Cluster);
        // The nodes, which cost most, are in a group of AKS's own; so it is a budget of the subscription that counts some groups
        // (https://learn.microsoft.com/azure/cost-management-billing/costs/quick-create-budget-bicep).
        List<string> counted =
            [AksNames.Group(platform, cluster), AksNames.NodeGroup(platform, cluster), AksNames.BackupGroup(platform, cluster)];
        if (groups.Snapshots is not null)
        {
            counted.Add(AksNames.SnapshotGroup(platform, cluster));
        }

        // A budget sees its own subscription alone.
        if (scope.Copy is { Subscription: null })
        {
            counted.Add(AksNames.CopyGroup(platform, cluster));
        }

        _ = new Budget(scope.Name("budget"), new BudgetArgs
        {
            BudgetName = scope.CloudName,
            Scope = groups.Cluster.Id.Apply(id => string.Join('/', id.Split('/').Take(3))),
            Category = CategoryType.Cost,
            Amount = budget.Monthly,
            TimeGrain = TimeGrainType.Monthly,
            TimePeriod = new Inputs.BudgetTimePeriodArgs { StartDate = $"{budget.From}-01T00:00:00Z" },
            Filter = new Inputs.BudgetFilterArgs
            {
                Dimensions = new Inputs.BudgetComparisonExpressionArgs
                {
                    Name = "ResourceGroupName",
                    Operator = BudgetOperatorType.In,
                    Values = counted,
                },
            },
            Notifications = _notifications.ToDictionary(
                notification => notification.Name,
                notification => new Inputs.NotificationArgs
                {
                    Enabled = true,
                    Operator = notification.Type == ThresholdType.Forecasted ? OperatorType.GreaterThan : OperatorType.GreaterThanOrEqualTo,
                    Threshold = notification.Percent,
                    ThresholdType = notification.Type,
                    ContactEmails = [.. budget.Notify],
                }),
        }, new CustomResourceOptions
        {
            Parent = this,
            // "Start date of budgets cannot be updated. Please delete and create a new budget." Both have the same name.
            ReplaceOnChanges = { "timePeriod" },
            DeleteBeforeReplace = true,
        });
        RegisterOutputs();
    }
}
