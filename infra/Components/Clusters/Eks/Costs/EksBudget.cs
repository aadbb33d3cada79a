using Infra.Facts.Eks;
using Infra.Specification.Costs;
using Pulumi;
using Pulumi.Aws.Budgets;
using Inputs = Pulumi.Aws.Budgets.Inputs;

namespace Infra.Components.Clusters.Eks.Costs;

/// <summary>The budget of a cluster: mail when a month costs more than the stack says. Created only where the stack has one.</summary>
/// <remarks>It counts what has the cluster's tag, and AWS knows a tag in bills only once the management account has activated it, which a
/// stack in another account cannot do, and none before the tag was first seen
/// (https://docs.aws.amazon.com/awsaccountbilling/latest/aboutv2/activating-tags.html). The tag that AWS sets by itself,
/// <c>aws:eks:cluster-name</c>, has to be activated as well, and is on machines alone
/// (https://docs.aws.amazon.com/eks/latest/userguide/eks-using-tags.html#tag-resources-for-billing).</remarks>
public sealed class EksBudget : ComponentResource
{
    // Percent of the amount. A budget has at most five notifications, each with at most 10 mail addresses
    // (https://docs.aws.amazon.com/aws-cost-management/latest/APIReference/API_budgets_CreateBudget.html).
    private static readonly (double Percent, string Type)[] _notifications = [(80, "ACTUAL"), (100, "ACTUAL"), (100, "FORECASTED")];

    /// <summary>Creates the budget.</summary>
    /// <param name="scope">The cluster.</param>
    /// <param name="budget">What the stack says.</param>
    /// <param name="options">Options of the component.</param>
    public EksBudget(EksScope scope, BudgetSpec budget, ComponentResourceOptions options)
        : base("infra:clusters:EksBudget", scope.Name("budgets"), options)
    {
        _ = new Budget(scope.Name("budget"), new BudgetArgs
        {
            Name = scope.CloudName,
            BudgetType = "COST",
            LimitAmount = $"{budget.Monthly}",
            LimitUnit = scope.Partition.Currency,
            TimeUnit = "MONTHLY",
            TimePeriodStart = $"{budget.From}-01_00:00",
            // "user:" is for tags that AWS does not set by itself (the example of a tag budget in the page above).
            CostFilters =
            {
                new Inputs.BudgetCostFilterArgs { Name = "TagKeyValue", Values = { $"user:{EksScope.ClusterTag}${scope.CloudName}" } },
            },
            Notifications = _notifications.Select(notification => new Inputs.BudgetNotificationArgs
            {
                ComparisonOperator = "GREATER_THAN",
                Threshold = notification.Percent,
                ThresholdType = "PERCENTAGE",
                NotificationType = notification.Type,
                SubscriberEmailAddresses = [.. budget.Notify],
            }).ToList(),
        }, new CustomResourceOptions { Parent = this });
        RegisterOutputs();
    }
}
