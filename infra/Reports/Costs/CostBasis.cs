namespace Infra.Reports.Costs;

/// <summary>What an amount means.</summary>
public enum CostBasis
{
    /// <summary>The list price.</summary>
    List,

    /// <summary>At most this: spot machines cost what the market says, and never more than the list price, because the platform sets no
    /// other limit (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/using-spot-instances.html,
    /// https://learn.microsoft.com/azure/virtual-machines/spot-vms#pricing).</summary>
    Spot,

    /// <summary>The list price, which a reservation costs while no machine uses it, too; how many it holds is not in the
    /// stack.</summary>
    Reserved,

    /// <summary>The price that the stack gives.</summary>
    Stack,

    /// <summary>A price for what nobody knows beforehand: it is in no sum.</summary>
    Usage,

    /// <summary>No source has the price: it is in no sum.</summary>
    Unknown,
}
