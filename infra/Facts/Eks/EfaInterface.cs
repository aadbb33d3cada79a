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
    /// <summary>Type of an ordinary interface.</summary>
    internal const string Ordinary = "interface";

    /// <summary>Type of an interface without an IP address, only for EFA.</summary>
    internal const string EfaOnly = "efa-only";

    /// <summary>One interface per card: the first also carries the node's ordinary traffic, the others only EFA
    /// (https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/efa-acc-inst-types.html), unless the first card is an ordinary one.</summary>
    internal static ImmutableArray<EfaInterface> Of(MachineType machine) => machine.OrdinaryFirstCard
        ? [new(0, 0, Ordinary), .. Enumerable.Range(1, machine.InterconnectCards).Select(card => new EfaInterface(card, 1, EfaOnly))]
        : [new(0, 0, "efa"), .. Enumerable.Range(1, machine.InterconnectCards - 1).Select(card => new EfaInterface(card, 1, EfaOnly))];
}
