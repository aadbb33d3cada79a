using System.Collections.Immutable;
using Infra.Catalogue;

namespace Infra.Facts.Eks;

/// <summary>A network interface of a machine with EFA. Pure.</summary>
/// <param name="Card">Index of the network card.</param>
/// <param name="Device">Index of the device on the card.</param>
/// <param name="Type"><c>efa</c> is EFA with an ordinary interface, <c>efa-only</c> has no IP address, <c>interface</c> is an ordinary
/// interface.</param>
internal sealed record EfaInterface(int Card, int Device, string Type)
{
    /// <summary>One interface per card: the first also carries the node's ordinary traffic, the others only EFA
    /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html). The first card of a p6-b300 does not support EFA, so
    /// its EFA cards come after it.</summary>
    internal static ImmutableArray<EfaInterface> Of(MachineType machine) => machine.Name.StartsWith("p6-b300.", StringComparison.Ordinal)
        ? [new(0, 0, "interface"), .. Enumerable.Range(1, machine.InterconnectCards).Select(card => new EfaInterface(card, 1, "efa-only"))]
        : [new(0, 0, "efa"), .. Enumerable.Range(1, machine.InterconnectCards - 1).Select(card => new EfaInterface(card, 1, "efa-only"))];
}
