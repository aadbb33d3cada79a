namespace Infra.Specification.Pools;

/// <summary>A taint on the nodes of a pool.</summary>
public sealed record TaintSpec
{
    /// <summary>Key of the taint.</summary>
    public required string Key { get; init; }

    /// <summary>Value of the taint; may be absent.</summary>
    public string? Value { get; init; }

    /// <summary>What happens to pods that do not tolerate the taint.</summary>
    /// <value>no-schedule</value>
    public TaintEffect Effect { get; init; } = TaintEffect.NoSchedule;

    /// <summary>The taint as Kubernetes writes it: <c>key=value:effect</c>, or <c>key:effect</c>.</summary>
    public override string ToString() => Value is null ? $"{Key}:{Effect}" : $"{Key}={Value}:{Effect}";
}
