namespace Infra.Specification.Delivery;

/// <summary>How a member gets its workloads.</summary>
public enum DeliveryWay
{
    /// <summary>The hub's Argo CD deploys to the member's API, with rights that the member gives it.</summary>
    Push,

    /// <summary>The member runs the core of Argo CD and fetches its own part of the repository; the hub has no access to it.</summary>
    Pull,
}
